package io.cairn.bench.suite;

import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.store.StoreKind;
import io.cairn.bench.suite.workload.Fill;
import io.cairn.bench.suite.workload.Workload;
import io.cairn.config.Durability;
import java.util.ArrayList;
import java.util.List;

/**
 * Data, and what is done to it, one workload after the other in one process.
 *
 * @param name what it is called
 * @param kind what is special about it
 * @param entries how many entries the store is filled with
 * @param valueBytes the bytes of a value
 * @param cacheBytes what a store may keep of its files in memory
 * @param durability what writes survive, where the store has it
 * @param fill how the store is filled
 * @param steps what is done then
 */
record Scenario(
        String name,
        Kind kind,
        int entries,
        int valueBytes,
        long cacheBytes,
        Durability durability,
        Fill fill,
        List<Step> steps) {

    static final long CACHE_BYTES = 1L << 30;

    /** Opening a store whose process was killed. */
    static final String RECOVERY = "recovery";

    /** Opening a store that was closed in order. */
    static final String OPEN = "open";

    /** What is special about a scenario. */
    enum Kind {
        /** The filling is measured, and the space that the data take. */
        FILLING,
        /** Only the steps are measured. */
        WORKING,
        /** Only the steps are measured; only for stores that have files. */
        ON_FILES,
        /** Transactions are measured. */
        TRANSACTING,
        /** The process is killed, and the store opened again. */
        CRASHING
    }

    /**
     * A workload by some threads.
     *
     * @param workload the workload
     * @param threads how many
     */
    record Step(Workload workload, int threads) {}

    long dataBytes() {
        return entries * (16L + valueBytes);
    }

    Measurement.Subject subject(String workload, int threads) {
        return new Measurement.Subject(
                name, workload, entries, valueBytes, threads, durability.name());
    }

    /** Returns everything that is measured here. */
    List<Measurement.Subject> subjects() {
        List<Measurement.Subject> subjects = new ArrayList<>();
        if (kind == Kind.FILLING) {
            subjects.add(subject(fill.name(), 1));
            subjects.add(subject(Measurement.SPACE, 1));
        } else if (kind == Kind.CRASHING) {
            subjects.add(subject(RECOVERY, 1));
            subjects.add(subject(OPEN, 1));
        }
        steps.forEach(step -> subjects.add(subject(step.workload().name(), step.threads())));
        return subjects;
    }

    /** Returns why a store has no part in this at all, or an empty text. */
    String lack(StoreKind store) {
        boolean files = kind == Kind.ON_FILES || kind == Kind.CRASHING;
        if (files && !store.keepsFiles()) {
            return "keeps nothing in files";
        }
        if (kind == Kind.CRASHING && !store.diesWithItsProcess()) {
            return "another process holds the store; the crash of that one is the row cairn-rocksdb";
        }
        if (kind == Kind.TRANSACTING && !store.transacts()) {
            return "has no transactions";
        }
        if (!store.has(durability)) {
            return "syncs nothing: its data are in memory";
        }
        return "";
    }
}
