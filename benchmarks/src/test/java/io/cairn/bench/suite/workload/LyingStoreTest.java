package io.cairn.bench.suite.workload;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.data.WrongDataException;
import io.cairn.bench.suite.workload.LyingStore.Lie;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that gives wrong data does not get away with it. */
class LyingStoreTest {

    private static final int ENTRIES = 250;
    private static final int OPERATIONS = 400;

    static Stream<Workload> workloads() {
        return Stream.of(Workloads.READS, Workloads.YCSB, Workloads.TRANSACTIONS)
                .flatMap(List::stream);
    }

    /** Which workloads notice which lie. */
    static List<Arguments> lies() {
        List<Arguments> all = new ArrayList<>();
        for (Workload workload : workloads().toList()) {
            String name = workload.name();
            boolean scans = name.matches("scan.*|seek.*|prefix.*|ycsb-e");
            boolean counts = name.equals("hot-counters");
            boolean misses = name.equals("get-miss");
            if (!misses && !counts && !name.startsWith("delete")) {
                all.add(Arguments.of(workload, Lie.BYTE));
            }
            if (!scans && !misses && !counts) {
                all.add(Arguments.of(workload, name.startsWith("delete") ? Lie.UNDEAD : Lie.LOSS));
            }
            if (scans) {
                all.add(Arguments.of(workload, Lie.GAP));
                all.add(Arguments.of(workload, Lie.SHORT));
            }
            if (name.matches("ycsb-[abf]")) {
                all.add(Arguments.of(workload, Lie.STALE));
            }
            if (misses) {
                all.add(Arguments.of(workload, Lie.GHOST));
            }
            if (counts) {
                all.add(Arguments.of(workload, Lie.FORGOTTEN));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("lies")
    void isCaught(Workload workload, Lie lie) {
        assertThrows(WrongDataException.class, () -> run(workload, lie));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void anHonestStorePasses(Workload workload) {
        assertDoesNotThrow(() -> run(workload, Lie.NONE));
    }

    @Test
    void whatIsMissingInTheEndIsCaught() throws Exception {
        LyingStore store = new LyingStore(Lie.NONE);
        Records records = new Records(100, 1);
        Trial trial = new Trial(store, records, 1);
        Stopwatch.fill(Fill.random(ENTRIES), trial, 60, Turn.ALONE);
        trial.checkAll();
        assertEquals(ENTRIES, trial.keys());
        store.delete(Records.key(ENTRIES - 1));
        assertThrows(WrongDataException.class, trial::checkAll);
    }

    private static void run(Workload workload, Lie lie) throws Exception {
        LyingStore store = new LyingStore(lie);
        Records records = new Records(100, 1);
        store.fill(records, ENTRIES);
        Trial trial = new Trial(store, records, 1);
        trial.filled(ENTRIES);
        workload.begin(trial);
        Workload.Operation operation = workload.operation(trial, 0);
        for (int i = 0; i < OPERATIONS; i++) {
            operation.run();
        }
        workload.finish(trial);
    }
}
