package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Audit;
import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.data.WrongDataException;
import io.cairn.bench.suite.store.BenchStore;
import io.cairn.bench.suite.store.Scan;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A store and what it must hold: the numbers of its keys have no gaps, and while only one thread
 * works, each key's version is known. Reading and counting are thread-safe; writes that are
 * remembered belong to one thread.
 */
public final class Trial {

    private final BenchStore store;
    private final Records records;
    private final long seed;
    private final LongAdder runs = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder counted = new LongAdder();
    private int[] versions = {};
    private volatile int keys;
    private boolean versionsKnown = true;

    /**
     * Creates a trial of an empty store.
     *
     * @param store the store; closed by the caller
     * @param records makes keys and values
     * @param seed what is random follows from this
     */
    public Trial(BenchStore store, Records records, long seed) {
        this.store = store;
        this.records = records;
        this.seed = seed;
    }

    /**
     * Returns the store.
     *
     * @return what this was created with
     */
    public BenchStore store() {
        return store;
    }

    Records records() {
        return records;
    }

    Audit audit() {
        return new Audit(records);
    }

    /** Numbers that differ by thread and are the same in every round. */
    SplittableRandom random(int thread) {
        return new SplittableRandom(seed * 1_000_003 + thread);
    }

    /**
     * Tells how many keys there are.
     *
     * @return their number; the keys are those below it
     */
    public int keys() {
        return keys;
    }

    void filled(int entries) {
        keys = entries;
    }

    /** From now on several threads write, and only the values themselves can be checked. */
    void forgetVersions() {
        versionsKnown = false;
    }

    /** All keys are of version 0 until the first one is written again. */
    private int version(int number) {
        return number < versions.length ? versions[number] : 0;
    }

    /** Writes a new version of a key. */
    void update(int number) throws Exception {
        if (number >= versions.length) {
            versions = Arrays.copyOf(versions, keys + keys / 8 + 64);
        }
        store.put(Records.key(number), records.value(number, ++versions[number]));
    }

    /** Writes the next key. */
    void insert() throws Exception {
        int number = keys;
        store.put(Records.key(number), records.value(number, version(number)));
        keys = number + 1;
    }

    /** Reads a key that exists. */
    void read(int number, Audit audit) throws Exception {
        check(number, store.get(Records.key(number)), audit);
    }

    /** Checks the value of a key that exists, and its version when that is known. */
    void check(int number, byte @Nullable [] value, Audit audit) {
        if (value == null) {
            throw new WrongDataException("key " + number + " is stored but was not found");
        }
        audit.expect(number);
        audit.value(value);
        if (versionsKnown && Records.version(value) != version(number)) {
            throw new WrongDataException(
                    "key "
                            + number
                            + " has version "
                            + Records.version(value)
                            + " where "
                            + version(number)
                            + " is the latest");
        }
    }

    /**
     * Reads everything and checks that it is all there.
     *
     * @throws Exception what the store throws, or that it holds something else
     */
    public void checkAll() throws Exception {
        Audit audit = audit();
        audit.expectFrom(0, 1);
        store.scan(new Scan(Records.key(0), null, keys, false, true), audit);
        audit.expectCount(keys);
    }

    /** What has been added to counters, warm-up included. */
    LongAdder counted() {
        return counted;
    }

    void committed(int attempts) {
        commits.increment();
        runs.add(attempts);
    }

    /**
     * Tells how often the transactions since the last call ran before they committed.
     *
     * @return runs by transaction, or 0 when there was none
     */
    public double runsPerTransaction() {
        long done = commits.sumThenReset();
        long all = runs.sumThenReset();
        return done == 0 ? 0 : all / (double) done;
    }
}
