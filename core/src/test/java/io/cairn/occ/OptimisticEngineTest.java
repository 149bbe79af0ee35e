package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.EngineWatch;
import io.cairn.engine.VersionedSnapshot;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ClosedException;
import io.cairn.error.ConflictException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.TransactionTooOldException;
import io.cairn.testing.fault.FaultyEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commit, conflict, versions, watches and failure of the manager, on one thread and an obviously
 * right engine.
 */
class OptimisticEngineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final BeginOptions PLAIN = new BeginOptions(false, true, false, MINUTE);
    private static final BeginOptions RETRIED = new BeginOptions(false, true, true, MINUTE);
    private static final BeginOptions FIXED = new BeginOptions(false, false, false, MINUTE);
    private static final BeginOptions READ_ONLY = new BeginOptions(true, true, false, MINUTE);

    private final ModelDisk disk = new ModelDisk();
    private FaultyEngine storage;
    private OptimisticEngine engine;

    @BeforeEach
    void open() {
        storage = new FaultyEngine(new ModelEngine(disk));
        engine = new OptimisticEngine(storage, Limits.defaults(), Components.system());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void versionsGrowByOneAndGoOnAfterReopen() {
        assertEquals(1, write("a", "1"));
        assertEquals(2, write("a", "2"));
        assertEquals(2, engine.checkpoint());
        assertEquals(2L, engine.counters().get("last_checkpoint_lsn"));
        engine.close();
        open();
        assertEquals(2, engine.version());
        assertEquals(3, write("a", "3"));
    }

    @Test
    void afterACrashVersionsGoOnAboveEveryVersionReturned() {
        long last = 0;
        for (int i = 0; i < 10; i++) {
            last = write("a", Integer.toString(i));
        }
        OptimisticEngine reopened =
                new OptimisticEngine(new ModelEngine(disk), Limits.defaults(), Components.system());
        assertTrue(reopened.version() >= last);
    }

    @Test
    void theCallersBatchIsNotChanged() {
        WriteBatch batch = put("a", "1");
        engine.begin(PLAIN).commit(batch, Durability.BUFFERED);
        assertEquals(1, batch.size());
    }

    @Test
    void aReadKeyThatWasWrittenMeanwhileIsAConflict() {
        write("a", "1");
        for (BeginOptions options : new BeginOptions[] {PLAIN, RETRIED}) {
            try (EngineTransaction tx = engine.begin(options)) {
                assertEquals("1", get(tx, "a"));
                write("a", "1");
                assertThrows(
                        ConflictException.class,
                        () -> tx.commit(put("b", "x"), Durability.BUFFERED));
            }
        }
        try (EngineTransaction tx = engine.begin(PLAIN)) {
            assertEquals("1", get(tx, "a"));
            write("other", "1");
            tx.commit(put("b", "x"), Durability.BUFFERED);
        }
    }

    @Test
    void aScanConflictsWithWhatItConsumedAndNotWithTheRest() {
        write("b", "1");
        write("d", "1");
        write("f", "1");
        for (Direction direction : Direction.values()) {
            assertFalse(
                    conflictsAfterTwoSteps(direction, direction == Direction.FORWARD ? "e" : "c"));
            assertTrue(
                    conflictsAfterTwoSteps(direction, direction == Direction.FORWARD ? "c" : "e"));
            assertTrue(conflictsAfterTwoSteps(direction, "d"));
        }
    }

    private boolean conflictsAfterTwoSteps(Direction direction, String written) {
        try (EngineTransaction tx = engine.begin(PLAIN)) {
            EngineCursor cursor = tx.cursor(0, KeyRange.all(), direction);
            assertTrue(cursor.next());
            assertTrue(cursor.next());
            write(written, "phantom");
            boolean conflict = false;
            try {
                tx.commit(put("result", "x"), Durability.BUFFERED);
            } catch (ConflictException expected) {
                conflict = true;
            }
            cursor.close();
            WriteBatch undo = new WriteBatch();
            undo.delete(0, Bytes.utf8("result"));
            if (!written.equals("d")) {
                undo.delete(0, Bytes.utf8(written));
            }
            engine.begin(PLAIN).commit(undo, Durability.BUFFERED);
            return conflict;
        }
    }

    @Test
    void anExhaustedScanConflictsWithItsWholeRange() {
        try (EngineTransaction tx = engine.begin(PLAIN);
                EngineCursor cursor =
                        tx.cursor(0, KeyRange.prefix(Bytes.utf8("p")), Direction.FORWARD)) {
            assertFalse(cursor.next());
            write("pz", "phantom");
            assertThrows(
                    ConflictException.class, () -> tx.commit(put("r", "x"), Durability.BUFFERED));
        }
    }

    @Test
    void untrackedAndReadOnlyReadsNeverConflict() {
        write("a", "1");
        try (EngineTransaction tx = engine.begin(PLAIN);
                EngineTransaction reader = engine.begin(READ_ONLY)) {
            assertArrayEquals(Bytes.utf8("1"), tx.untracked().get(0, Bytes.utf8("a")));
            assertEquals("1", get(reader, "a"));
            write("a", "2");
            assertEquals("1", get(reader, "a"));
            tx.commit(put("b", "x"), Durability.BUFFERED);
            reader.commit(new WriteBatch(), Durability.BUFFERED);
        }
    }

    @Test
    void theSecondReadOfARetriedTransactionSeesTheStateOfTheFirstOrConflicts() {
        write("a", "1");
        write("b", "1");
        try (EngineTransaction tx = engine.begin(RETRIED)) {
            assertEquals("1", get(tx, "a"));
            write("b", "2");
            assertEquals("2", get(tx, "b"));
            assertEquals("1", get(tx, "a"));
            tx.commit(put("c", "x"), Durability.BUFFERED);
        }
        try (EngineTransaction tx = engine.begin(RETRIED)) {
            assertEquals("1", get(tx, "a"));
            write("a", "9");
            assertEquals("1", get(tx, "a"));
            assertThrows(ConflictException.class, () -> get(tx, "b"));
        }
    }

    @Test
    void snapshotIsolationFixesTheViewAtBeginAndChecksWritesOnly() {
        write("a", "1");
        try (EngineTransaction tx = engine.begin(FIXED)) {
            write("a", "2");
            assertEquals("1", get(tx, "a"));
            tx.commit(put("b", "x"), Durability.BUFFERED);
        }
        try (EngineTransaction tx = engine.begin(FIXED)) {
            write("a", "3");
            assertThrows(
                    ConflictException.class, () -> tx.commit(put("a", "x"), Durability.BUFFERED));
        }
    }

    @Test
    void oneSnapshotServesAllReadersOfAVersion() {
        write("a", "1");
        try (VersionedSnapshot first = engine.snapshot();
                VersionedSnapshot second = engine.snapshot()) {
            assertEquals(first.version(), second.version());
            write("a", "2");
            assertArrayEquals(Bytes.utf8("1"), first.get(0, Bytes.utf8("a")));
            assertArrayEquals(Bytes.utf8("1"), second.get(0, Bytes.utf8("a")));
            try (VersionedSnapshot third = engine.snapshot()) {
                assertArrayEquals(Bytes.utf8("2"), third.get(0, Bytes.utf8("a")));
            }
        }
    }

    @Test
    void aWatchFiresOnlyForNewsAndNotForItsOwnCommit() {
        write("a", "1");
        try (EngineTransaction tx = engine.begin(PLAIN)) {
            get(tx, "a");
            try (EngineWatch own = tx.watch(0, Bytes.utf8("a"));
                    EngineWatch other = tx.watch(0, Bytes.utf8("b"))) {
                tx.commit(put("a", "2"), Durability.BUFFERED);
                assertFalse(own.fired());
                write("a", "3");
                assertTrue(own.fired());
                assertFalse(other.fired());
                WriteBatch removal = new WriteBatch();
                removal.deleteRange(0, KeyRange.all());
                engine.begin(PLAIN).commit(removal, Durability.BUFFERED);
                assertTrue(other.fired());
            }
        }
    }

    @Test
    void aWatchMadeAfterAMissedCommitFiresAtOnce() {
        write("a", "1");
        try (EngineTransaction tx = engine.begin(PLAIN)) {
            assertEquals("1", get(tx, "a"));
            write("a", "2");
            try (EngineWatch watch = tx.watch(0, Bytes.utf8("a"))) {
                assertTrue(watch.fired());
            }
        }
    }

    @Test
    void afterAFailedApplyOrSyncEverythingIsRefusedUntilReopen() {
        for (FaultyEngine.Call call :
                new FaultyEngine.Call[] {
                    FaultyEngine.Call.APPLY_BEFORE,
                    FaultyEngine.Call.APPLY_AFTER,
                    FaultyEngine.Call.SYNC
                }) {
            EngineTransaction reader = engine.begin(PLAIN);
            storage.fail(call, 1);
            try (EngineTransaction tx = engine.begin(PLAIN)) {
                assertThrows(
                        OutcomeUnknownException.class,
                        () -> tx.commit(put("a", "1"), Durability.SYNC));
            }
            ClosedException refused =
                    assertThrows(ClosedException.class, () -> engine.begin(PLAIN));
            assertEquals(ClosedException.Reason.POISONED, refused.reason());
            assertThrows(ClosedException.class, () -> engine.latest());
            assertThrows(ClosedException.class, () -> engine.snapshot());
            assertThrows(ClosedException.class, () -> engine.checkpoint());
            assertThrows(ClosedException.class, () -> get(reader, "a"));
            reader.close();
            engine.close();
            open();
            write("b", "1");
        }
    }

    @Test
    void nothingIsAppliedWhereItsVersionCouldNotBeReserved() {
        storage.fail(FaultyEngine.Call.RESERVE, 1);
        assertThrows(OutcomeUnknownException.class, () -> write("a", "1"));
        assertThrows(ClosedException.class, () -> engine.begin(PLAIN));
        engine.close();
        open();
        try (EngineTransaction tx = engine.begin(PLAIN)) {
            assertEquals(null, get(tx, "a"));
        }
        assertEquals(1, write("a", "2"));
    }

    @Test
    void aTransactionThatOutlivesTheHistoryIsTooOld() {
        Limits small =
                new Limits(
                        1024, 1024, 1 << 20, 100, 100, 100, 100, 100, 1024, MINUTE, 10, MINUTE,
                        MINUTE);
        OptimisticEngine bounded =
                new OptimisticEngine(new ModelEngine(new ModelDisk()), small, Components.system());
        EngineTransaction tx = bounded.begin(PLAIN);
        assertNull(get(tx, "a"));
        for (int i = 0; i < 100; i++) {
            bounded.begin(PLAIN).commit(put("k" + i, "1"), Durability.BUFFERED);
        }
        assertThrows(
                TransactionTooOldException.class,
                () -> tx.commit(put("b", "1"), Durability.BUFFERED));
        tx.close();
        bounded.close();
    }

    private long write(String key, String value) {
        try (EngineTransaction tx = engine.begin(PLAIN)) {
            return tx.commit(put(key, value), Durability.BUFFERED);
        }
    }

    private static WriteBatch put(String key, String value) {
        WriteBatch batch = new WriteBatch();
        batch.put(0, Bytes.utf8(key), Bytes.utf8(value));
        return batch;
    }

    private static @Nullable String get(EngineTransaction tx, String key) {
        byte[] value = tx.get(0, Bytes.utf8(key));
        return value == null ? null : Bytes.text(value);
    }
}
