package io.cairn.local;

import static io.cairn.local.Opened.b;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.ChangeSet;
import io.cairn.api.CommitHook;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.RetryableException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.VetoException;
import io.cairn.error.WaitTimeoutException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Closing while the database is in use, in every way. The engine notes each call that comes too
 * late or in the wrong order.
 */
class ShutdownTest {

    @Test
    void waitsForAReadInFlight() throws Exception {
        try (Opened opened = Opened.usual()) {
            opened.db().put(b("k"), b("v"));
            opened.slow().gets().shut();
            var reader = OnThreads.start(() -> opened.db().get(b("k")));
            opened.slow().gets().awaitArrivals(1);
            var closer = closer(opened.db()).untilItWaits();
            assertThat(closer.isDone()).isFalse();
            opened.slow().gets().open();
            assertThat(reader.result()).isEqualTo(b("v"));
            closer.result();
        }
    }

    @Test
    void waitsForACommitInFlight() throws Exception {
        try (Opened opened = Opened.usual()) {
            opened.slow().applies().shut();
            var writer =
                    OnThreads.start(() -> {
                        try (Transaction tx = opened.db().begin()) {
                            tx.put(b("k"), b("v"));
                            return tx.commit();
                        }
                    });
            opened.slow().applies().awaitArrivals(1);
            var closer = closer(opened.db()).untilItWaits();
            opened.slow().applies().open();
            assertThat(writer.result()).isPositive();
            closer.result();
        }
    }

    @Test
    void waitsForACursorsStep() throws Exception {
        try (Opened opened = Opened.usual()) {
            opened.db().put(b("k"), b("v"));
            Cursor cursor = opened.db().scan(KeyRange.all());
            opened.slow().steps().shut();
            var reader = OnThreads.start(cursor::next);
            opened.slow().steps().awaitArrivals(1);
            var closer = closer(opened.db()).untilItWaits();
            assertThat(closer.isDone()).isFalse();
            opened.slow().steps().open();
            assertThat(reader.result()).isTrue();
            closer.result();
            assertThatThrownBy(cursor::key).isInstanceOf(ClosedException.class);
        }
    }

    @Test
    void givesUpAfterTheLimitAndCanBeTriedAgain() throws Exception {
        try (Opened opened = Opened.with(Map.of("waitMax", "20ms"))) {
            opened.db().put(b("k"), b("v"));
            opened.slow().gets().shut();
            var reader = OnThreads.start(() -> opened.db().get(b("k")));
            opened.slow().gets().awaitArrivals(1);
            assertThatThrownBy(() -> opened.db().close()).isInstanceOf(WaitTimeoutException.class);
            assertThatThrownBy(() -> opened.db().exists(b("k")))
                    .isInstanceOf(ClosedException.class);
            opened.slow().gets().open();
            assertThat(reader.result()).isEqualTo(b("v"));
        }
    }

    @Test
    void givesUpOnACursorInUseAndLeavesTheEngineOpen() throws Exception {
        try (Opened opened = Opened.with(Map.of("waitMax", "20ms"))) {
            opened.db().put(b("k"), b("v"));
            Cursor cursor = opened.db().scan(KeyRange.all());
            opened.slow().steps().shut();
            var reader = OnThreads.start(cursor::next);
            opened.slow().steps().awaitArrivals(1);
            assertThatThrownBy(() -> opened.db().close()).isInstanceOf(WaitTimeoutException.class);
            opened.slow().steps().open();
            assertThat(reader.result()).isTrue();
        }
    }

    @Test
    void severalThreadsMayCloseAtOnce() throws Exception {
        try (Opened opened = Opened.usual()) {
            opened.db().snapshot();
            opened.db().scan(KeyRange.all());
            OnThreads.together(
                    4,
                    () -> {
                        opened.db().close();
                        return true;
                    });
            opened.db().close();
        }
    }

    @Test
    void insideABodyItEndsTheTransaction() {
        try (Opened opened = Opened.usual()) {
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(() ->
                            opened.db()
                                    .transact(tx -> {
                                        runs.incrementAndGet();
                                        tx.put(b("k"), b("v"));
                                        opened.db().close();
                                        return tx.get(b("k"));
                                    }))
                    .isInstanceOf(ClosedException.class);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void insideABodyThatThenReturnsNothingIsCommitted() {
        try (Opened opened = Opened.usual()) {
            assertThatThrownBy(() ->
                            opened.db()
                                    .transact(tx -> {
                                        tx.put(b("k"), b("v"));
                                        opened.db().close();
                                        return true;
                                    }))
                    .isInstanceOf(ClosedException.class);
        }
    }

    @Test
    void insideAReaderItIsRefusedForItWouldWaitForItself() {
        try (Opened opened = Opened.usual();
                Transaction tx = opened.db().begin();
                Snapshot snapshot = opened.db().snapshot()) {
            opened.db().put(b("k"), b("v"));
            MemorySegment key = MemorySegment.ofArray(b("k"));
            assertThatThrownBy(() -> opened.db().segments().read(key, lent -> close(opened.db())))
                    .isInstanceOf(TransactionStateException.class);
            assertThatThrownBy(() -> tx.segments().read(key, lent -> close(tx)))
                    .isInstanceOf(TransactionStateException.class);
            assertThat(snapshot.get(b("k"))).isNull();
            try (Snapshot newer = opened.db().snapshot()) {
                assertThatThrownBy(() -> newer.segments().read(key, lent -> close(newer)))
                        .isInstanceOf(TransactionStateException.class);
                assertThat(newer.get(b("k"))).isEqualTo(b("v"));
            }
            assertThat(tx.get(b("k"))).isEqualTo(b("v"));
        }
    }

    private static boolean close(AutoCloseable closeable) {
        try {
            closeable.close();
            return true;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void insideAHookItIsRefusedAndVetoes() {
        try (Opened opened = Opened.usual()) {
            opened.db()
                    .addCommitHook(
                            new CommitHook() {
                                @Override
                                public void beforeCommit(WriteView tx, ChangeSet changes) {
                                    opened.db().close();
                                }

                                @Override
                                public void afterCommit(long version, ChangeSet changes) {
                                    throw new AssertionError("nothing can have been committed");
                                }
                            });
            assertThatThrownBy(() -> opened.db().put(b("k"), b("v")))
                    .isInstanceOf(VetoException.class)
                    .hasCauseInstanceOf(TransactionStateException.class);
            assertThat(opened.db().get(b("k"))).isNull();
        }
    }

    @Test
    void wakesWaitersOfEveryKind() throws Exception {
        try (Opened opened = Opened.usual()) {
            var waiter =
                    OnThreads.start(
                            () -> opened.db().await(b("k"), Modes.none(), Duration.ofDays(1)));
            var watch = opened.db().watch(b("k"));
            var watcher = OnThreads.start(() -> watch.await(Duration.ofDays(1)));
            waiter.untilItWaits();
            watcher.untilItWaits();
            opened.db().close();
            assertThatThrownBy(waiter::result).hasCauseInstanceOf(ClosedException.class);
            assertThatThrownBy(watcher::result).hasCauseInstanceOf(ClosedException.class);
        }
    }

    @Test
    void underStormsOfEveryKindOfCallNothingReachesTheEngineTooLate() throws Exception {
        for (int round = 0; round < 15; round++) {
            try (Opened opened = Opened.usual()) {
                Database db = opened.db();
                for (int i = 0; i < 20; i++) {
                    db.put(b("k" + i), b("v"));
                }
                AtomicInteger steps = new AtomicInteger();
                var users =
                        List.of(
                                storm(steps, () -> db.get(b("k1"))),
                                storm(steps, () -> scan(db.scan(KeyRange.all()))),
                                storm(steps, () -> snapshots(db)),
                                storm(
                                        steps,
                                        () ->
                                                db.transact(tx ->
                                                        scan(
                                                                tx.scan(
                                                                        KeyRange.all(),
                                                                        ScanOptions.all()
                                                                                .reverse())))),
                                storm(
                                        steps,
                                        () -> db.put(b("k2"), b("w"), Modes.of(Mode.EXIST_ONLY))),
                                storm(
                                        steps,
                                        () ->
                                                db.await(
                                                        b("k" + steps.get() % 30),
                                                        Modes.none(),
                                                        Duration.ofMillis(1))));
                OnThreads.until(() -> steps.get() > 200);
                db.close();
                for (var user : users) {
                    user.result();
                }
            }
        }
    }

    private static int snapshots(Database db) {
        try (Snapshot snapshot = db.snapshot()) {
            return snapshot.existsAll(List.of(b("k1"), b("k2"))).cardinality()
                    + scan(snapshot.scan(KeyRange.all()));
        }
    }

    private static int scan(Cursor cursor) {
        try (cursor) {
            int entries = 0;
            while (cursor.next()) {
                entries += cursor.key().length > 0 ? 1 : 0;
            }
            return entries;
        }
    }

    private static OnThreads.Running<Boolean> storm(AtomicInteger steps, Callable<?> call) {
        return OnThreads.start(() -> {
            while (true) {
                try {
                    call.call();
                    steps.incrementAndGet();
                } catch (ClosedException e) {
                    return true;
                } catch (RetryableException e) {
                    steps.incrementAndGet();
                }
            }
        });
    }

    private static OnThreads.Running<Boolean> closer(Database db) {
        return OnThreads.start(() -> {
            db.close();
            return true;
        });
    }

    @Test
    void whatWasOpenIsClosedAndClosingItAgainIsFine() {
        try (Opened opened = Opened.usual()) {
            Transaction tx = opened.db().begin();
            Snapshot snapshot = opened.db().snapshot();
            List<Cursor> cursors =
                    List.of(
                            opened.db().scan(KeyRange.all()),
                            tx.scan(KeyRange.all()),
                            snapshot.scan(KeyRange.all()));
            opened.db().close();
            assertThatThrownBy(() -> tx.put(b("k"), b("v"))).isInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> snapshot.get(b("k"))).isInstanceOf(ClosedException.class);
            cursors.forEach(
                    cursor -> assertThatThrownBy(cursor::next).isInstanceOf(ClosedException.class));
            cursors.forEach(cursor -> assertThatCode(cursor::close).doesNotThrowAnyException());
            tx.close();
            snapshot.close();
        }
    }

    @Test
    void aThreadsInterruptIsKept() throws Exception {
        try (Opened opened = Opened.usual()) {
            Cursor cursor = opened.db().scan(KeyRange.all());
            opened.slow().steps().shut();
            var reader = OnThreads.start(cursor::next);
            opened.slow().steps().awaitArrivals(1);
            var closer =
                    OnThreads.start(() -> {
                        opened.db().close();
                        return Thread.currentThread().isInterrupted();
                    });
            closer.untilItWaits().thread().interrupt();
            opened.slow().steps().open();
            assertThat(closer.result()).isTrue();
            reader.result();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
