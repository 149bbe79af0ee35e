package io.cairn.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.api.IsolationLevel;
import io.cairn.testing.isolation.Anomalies;
import io.cairn.testing.isolation.BankWorkload;
import io.cairn.testing.isolation.Execution;
import io.cairn.testing.isolation.Interleavings;
import io.cairn.testing.isolation.ListAppendWorkload;
import io.cairn.testing.isolation.RingWorkload;
import io.cairn.testing.isolation.SerialOrders;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Strict serializability: small programs in every interleaving against all serial orders, histories
 * of real threads against the cycle checker, and two invariants under load. Snapshot isolation is
 * run through the same judge, which must find write skew there and nothing worse.
 */
class IsolationContract extends DatabaseContract {

    private static final int INTERLEAVINGS_MAX = 400;
    private static final int THREADS = 4;

    @ParameterizedTest
    @EnumSource(Anomalies.class)
    void everyInterleavingIsSerial(Anomalies anomaly) {
        int allCommitted = 0;
        for (int[] order : Interleavings.of(anomaly.programs(), INTERLEAVINGS_MAX, 7)) {
            Execution execution =
                    Execution.run(db, anomaly.programs(), order, IsolationLevel.SERIALIZABLE);
            assertTrue(SerialOrders.explain(execution), execution::toString);
            allCommitted += allThatWantedTo(execution) ? 1 : 0;
        }
        assertTrue(allCommitted > 0, "no interleaving commits everybody");
    }

    @Test
    void snapshotIsolationShowsWriteSkewToTheSameJudgeButNoLostUpdate() {
        assertFalse(allSerial(Anomalies.WRITE_SKEW));
        assertFalse(allSerial(Anomalies.PREDICATE_WRITE_SKEW));
        assertTrue(allSerial(Anomalies.LOST_UPDATE));
        assertTrue(allSerial(Anomalies.READ_SKEW));
        assertTrue(allSerial(Anomalies.DIRTY_WRITE));
    }

    @Test
    void listAppendHistoriesOfThreadsHaveNoCycle() throws Exception {
        ListAppendWorkload.Result result =
                ListAppendWorkload.run(db, IsolationLevel.SERIALIZABLE, THREADS, 400, 11);
        assertEquals(List.of(), result.faults());
        assertTrue(result.commits() > 100, () -> "only " + result.commits() + " commits");
    }

    @Test
    void theRingStaysOneRing() throws Exception {
        RingWorkload ring = new RingWorkload(db, 12);
        inThreads(
                random -> {
                    ring.step(random);
                    return random.nextInt(5) == 0 ? ring.length() : 12;
                },
                12,
                100);
        assertEquals(12, ring.length());
    }

    @Test
    void moneyIsNeitherMadeNorLost() throws Exception {
        BankWorkload bank = new BankWorkload(db, 8);
        inThreads(
                random -> {
                    bank.transfer(random);
                    return switch (random.nextInt(6)) {
                        case 0 -> bank.total(random.nextBoolean());
                        case 1 -> bank.auditedTotal(random.nextBoolean());
                        default -> BankWorkload.TOTAL;
                    };
                },
                BankWorkload.TOTAL,
                100);
        assertEquals(BankWorkload.TOTAL, bank.total(false));
        assertEquals(BankWorkload.TOTAL, bank.total(true));
    }

    private boolean allSerial(Anomalies anomaly) {
        for (int[] order : Interleavings.of(anomaly.programs(), INTERLEAVINGS_MAX, 7)) {
            if (!SerialOrders.explain(
                    Execution.run(db, anomaly.programs(), order, IsolationLevel.SNAPSHOT))) {
                return false;
            }
        }
        return true;
    }

    private static boolean allThatWantedTo(Execution execution) {
        for (int client = 0; client < execution.programs().size(); client++) {
            if (execution.programs().get(client).commits() && !execution.committed()[client]) {
                return false;
            }
        }
        return true;
    }

    private static void inThreads(Observation step, long expected, int times) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < THREADS; client++) {
                Random random = new Random(client);
                clients.add(
                        executor.submit(() -> {
                            for (int i = 0; i < times; i++) {
                                assertEquals(expected, step.observe(random));
                            }
                        }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
    }

    /** Does one transaction and returns what was observed of the invariant. */
    private interface Observation {
        long observe(Random random);
    }
}
