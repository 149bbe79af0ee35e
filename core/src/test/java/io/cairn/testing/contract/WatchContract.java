package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.api.Watch;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.ConflictException;
import io.cairn.error.TransactionStateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One-shot notices that a key was written. */
class WatchContract extends DatabaseContract {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration NOW = Duration.ofMillis(1);

    private static List<Consumer<WriteView>> writesOfK() {
        return List.of(
                view -> view.put(b("k"), b("1")),
                view -> view.putAll(Data.entries("j", "1", "k", "2")),
                view -> view.append(b("k"), b("+")),
                view -> view.delete(b("k")),
                view -> view.putIfAbsent(b("k"), b("again")),
                view -> view.take(b("k")),
                view -> view.deleteRange(Data.range("j", "l")));
    }

    @Test
    @DisplayName("every kind of write of the key fires")
    void fires() throws Exception {
        for (Consumer<WriteView> write : writesOfK()) {
            try (Watch watch = db.watch(b("k"))) {
                assertThat(watch.fired()).isFalse();
                assertThat(watch.await(NOW)).isFalse();
                write.accept(db);
                assertThat(watch.await(SOON)).isTrue();
                assertThat(watch.fired()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("it has fired once for all")
    void oneShot() throws Exception {
        try (Watch watch = db.watch(b("k"))) {
            db.put(b("k"), b("1"));
            assertThat(watch.await(SOON)).isTrue();
            assertThat(watch.await(NOW)).isTrue();
            db.put(b("k"), b("2"));
            assertThat(watch.fired()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "writes of other keys, of the key in other keyspaces, and aborted ones do not fire")
    void doesNotFire() throws Exception {
        var one = db.keyspace("one");
        try (Watch watch = db.watch(b("k"))) {
            db.put(b("k0"), b(""));
            db.put(b("j"), b(""));
            db.delete(b("other"));
            db.deleteRange(Data.range("k0", "z"));
            db.in(one).put(b("k"), b(""));
            try (Transaction tx = db.begin()) {
                tx.put(b("k"), b(""));
            }
            assertThat(watch.await(NOW)).isFalse();
            assertThat(watch.fired()).isFalse();
        }
        try (Watch watch = db.in(one).watch(b("k"))) {
            db.put(b("k"), b(""));
            assertThat(watch.fired()).isFalse();
            db.in(one).put(b("k"), b(""));
            assertThat(watch.await(SOON)).isTrue();
        }
    }

    @Test
    @DisplayName("a waiting thread is woken, by a writer that does not wait for it")
    void wakes() throws Exception {
        try (Watch watch = db.watch(b("k"));
                Together.Threads threads = new Together.Threads()) {
            List<Future<Boolean>> waiters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiters.add(threads.start(() -> watch.await(SOON)));
            }
            db.put(b("k"), b(""));
            for (Future<Boolean> waiter : waiters) {
                assertThat(waiter.get()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("several watches of one key all fire")
    void several() throws Exception {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            watches.add(db.watch(b("k")));
        }
        assertThat(db.stats().get("open_watches")).isEqualTo(20);
        db.put(b("k"), b(""));
        for (Watch watch : watches) {
            assertThat(watch.await(SOON)).isTrue();
            watch.close();
        }
    }

    @Test
    @DisplayName("in a transaction it is armed by the commit; own writes do not fire it")
    void inTransaction() throws Exception {
        try (Transaction tx = db.begin();
                Watch watch = tx.watch(b("k"))) {
            tx.put(b("k"), b("mine"));
            assertThatThrownBy(() -> watch.await(NOW))
                    .isInstanceOf(TransactionStateException.class);
            assertThat(watch.fired()).isFalse();
            tx.commit();
            assertThat(watch.await(NOW)).isFalse();
            db.put(b("k"), b("theirs"));
            assertThat(watch.await(SOON)).isTrue();
        }
    }

    @Test
    @DisplayName("no wake-up is lost between the transaction's view and its commit")
    void betweenViewAndCommit() throws Exception {
        try (Transaction tx = db.begin()) {
            tx.untracked().get(b("other"));
            try (Watch watch = tx.watch(b("k"))) {
                db.put(b("k"), b("theirs"));
                tx.put(b("other"), b(""));
                tx.commit();
                assertThat(watch.await(SOON)).isTrue();
            }
        }
    }

    @Test
    @DisplayName("a watch of a transaction that did not commit is never armed")
    void aborted() {
        Transaction tx = db.begin();
        Watch watch = tx.watch(b("k"));
        tx.abort();
        assertThatThrownBy(() -> watch.await(NOW))
                .isInstanceOfAny(TransactionStateException.class, ClosedException.class);
        watch.close();
        tx.close();
        try (Transaction conflicting = db.begin()) {
            conflicting.get(b("k"));
            Watch second = conflicting.watch(b("k"));
            conflicting.put(b("other"), b(""));
            db.put(b("k"), b(""));
            assertThatThrownBy(conflicting::commit).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> second.await(NOW))
                    .isInstanceOfAny(TransactionStateException.class, ClosedException.class);
            second.close();
        }
    }

    @Test
    @DisplayName("it outlives its transaction, and is counted until closed")
    void counted() throws Exception {
        Watch watch;
        try (Transaction tx = db.begin()) {
            watch = tx.watch(b("k"));
            tx.commit();
        }
        assertThat(db.stats().get("open_watches")).isEqualTo(1);
        db.put(b("k"), b(""));
        assertThat(watch.await(SOON)).isTrue();
        watch.close();
        watch.close();
        assertThat(db.stats().get("open_watches")).isZero();
    }

    @Test
    @DisplayName("closing it ends the waiting")
    void closed() throws Exception {
        Watch watch = db.watch(b("k"));
        try (Together.Threads threads = new Together.Threads()) {
            Future<Boolean> waiter = threads.start(() -> watch.await(SOON));
            watch.close();
            assertThatThrownBy(waiter::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ClosedException.class);
        }
        assertThatThrownBy(() -> watch.await(NOW)).isInstanceOf(ClosedException.class);
    }

    @Test
    @DisplayName("closing the database ends the waiting")
    void databaseClosed() throws Exception {
        Database closing = db;
        try (Watch watch = closing.watch(b("k"));
                Together.Threads threads = new Together.Threads()) {
            Future<Boolean> waiter = threads.start(() -> watch.await(SOON));
            closing.close();
            assertThatThrownBy(waiter::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ClosedException.class);
        }
    }

    @Test
    @DisplayName("an interrupt ends the waiting, not the watch")
    void interrupted() throws Exception {
        try (Watch watch = db.watch(b("k"))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> watch.await(SOON)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            db.put(b("k"), b(""));
            assertThat(watch.await(SOON)).isTrue();
        }
    }

    @Test
    @DisplayName("the key is copied")
    void copied() throws Exception {
        byte[] key = b("k");
        try (Watch watch = db.watch(key)) {
            key[0] = 'X';
            db.put(b("X"), b(""));
            assertThat(watch.fired()).isFalse();
            db.put(b("k"), b(""));
            assertThat(watch.await(SOON)).isTrue();
        }
    }

    @Test
    @DisplayName("a watch on a whole page of keys, each fired by its own write")
    void many() throws Exception {
        List<byte[]> keys = keys("a", "b", "c", "d", "e");
        List<Watch> watches = new ArrayList<>();
        for (byte[] key : keys) {
            watches.add(db.watch(key));
        }
        db.put(b("b"), b(""));
        db.deleteRange(KeyRange.of(b("d"), b("e")));
        assertThat(watches.get(1).await(SOON)).isTrue();
        assertThat(watches.get(3).await(SOON)).isTrue();
        assertThat(watches.stream().map(Watch::fired))
                .containsExactly(false, true, false, true, false);
        watches.forEach(Watch::close);
        assertThat(text(db)).isEqualTo("b=");
    }
}
