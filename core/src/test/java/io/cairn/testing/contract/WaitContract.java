package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.keys;
import static io.cairn.testing.contract.Data.text;
import static io.cairn.testing.contract.Data.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that wait until a key is there. */
class WaitContract extends DatabaseContract {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Modes NONE = Modes.none();
    private static final Modes CONSUME = Modes.of(Mode.CONSUME);

    /** The waiting calls, each telling what it saw of {@code k}. */
    enum Form {
        GET,
        GET_ALL,
        EXISTS,
        LENGTH,
        DELETE;

        String waitFor(Database db, Duration timeout) throws InterruptedException {
            return switch (this) {
                case GET -> db.await(b("k"), NONE, timeout).map(Data::text).orElse("none");
                case GET_ALL ->
                        db.awaitAll(keys("k"), NONE, timeout)
                                .map(List::getFirst)
                                .map(Data::text)
                                .orElse("none");
                case EXISTS -> db.waiting().awaitExists(keys("k"), timeout).get(0) ? "v" : "none";
                case LENGTH -> db.waiting().awaitLength(b("k"), timeout).isPresent() ? "v" : "none";
                case DELETE -> db.waiting().awaitDelete(b("k"), timeout) ? "v" : "none";
            };
        }
    }

    private void untilWaiting(int calls) {
        Together.until(calls + " calls wait", () -> db.stats().get("open_watches") >= calls);
    }

    private static Future<String> start(Together.Threads threads, Callable<String> call) {
        return threads.start(call);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W01, W05 a present key is answered at once")
    void w01(Form form) throws Exception {
        db.put(b("k"), b("v"));
        assertThat(form.waitFor(db, LONG)).isEqualTo("v");
        assertThat(db.exists(b("k"))).isEqualTo(form != Form.DELETE);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W01 a present key is answered even without time to wait")
    void w01NoTime(Form form) throws Exception {
        assertThat(form.waitFor(db, Duration.ZERO)).isEqualTo("none");
        db.put(b("k"), b("v"));
        assertThat(form.waitFor(db, Duration.ZERO)).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W02, W03, W05 an absent key is waited for, and any put wakes")
    void w02(Form form) throws Exception {
        try (Together.Threads threads = new Together.Threads()) {
            Future<String> waiter = start(threads, () -> form.waitFor(db, LONG));
            untilWaiting(1);
            db.put(b("other"), b("x"));
            assertThat(waiter.isDone()).isFalse();
            db.put(b("k"), b("v"));
            assertThat(waiter.get()).isEqualTo("v");
        }
        assertThat(db.exists(b("k"))).isEqualTo(form != Form.DELETE);
    }

    @Test
    @DisplayName("W02 a put that notifies wakes like any other")
    void w02Notify() throws Exception {
        try (Together.Threads threads = new Together.Threads()) {
            Future<String> waiter = start(threads, () -> Form.GET.waitFor(db, LONG));
            untilWaiting(1);
            db.put(b("k"), b("v"), Modes.of(Mode.WAIT));
            assertThat(waiter.get()).isEqualTo("v");
        }
    }

    @Test
    @DisplayName("W04 an append that notifies wakes")
    void w04() throws Exception {
        try (Together.Threads threads = new Together.Threads()) {
            Future<String> waiter = start(threads, () -> Form.GET.waitFor(db, LONG));
            untilWaiting(1);
            db.put(b("k"), b("v"), Modes.of(Mode.APPEND, Mode.WAIT));
            assertThat(waiter.get()).isEqualTo("v");
        }
    }

    @Test
    @DisplayName("W06 several keys are waited for until all are there, and come from one state")
    void w06() throws Exception {
        db.put(b("a"), b("1"));
        try (Together.Threads threads = new Together.Threads()) {
            Future<Optional<List<byte[]>>> waiter =
                    threads.start(() -> db.awaitAll(keys("a", "b", "c"), NONE, LONG));
            untilWaiting(1);
            db.put(b("b"), b("2"));
            db.delete(b("a"));
            db.put(b("c"), b("3"));
            assertThat(waiter.isDone()).isFalse();
            db.put(b("a"), b("new"));
            assertThat(texts(waiter.get().orElseThrow())).containsExactly("new", "2", "3");
        }
    }

    @Test
    @DisplayName("W06 with CONSUME all are taken together, or none")
    void w06Consume() throws Exception {
        db.put(b("a"), b("1"));
        assertThat(db.awaitAll(keys("a", "b"), CONSUME, SHORT)).isEmpty();
        assertThat(text(db)).isEqualTo("a=1");
        Data.putAll(db, "b", "2", "c", "3");
        assertThat(texts(db.awaitAll(keys("b", "a"), CONSUME, LONG).orElseThrow()))
                .containsExactly("2", "1");
        assertThat(text(db)).isEqualTo("c=3");
    }

    @Test
    @DisplayName("W05 when time runs out, the keys that are there are told")
    void existsPartly() throws Exception {
        Data.putAll(db, "a", "1", "c", "3");
        assertThat(db.waiting().awaitExists(keys("a", "b", "c"), SHORT).toByteArray())
                .containsExactly(0b101);
    }

    @Test
    @DisplayName(
            "W07 (Y29) two waiters on one key both wake, and the writer does not wait for them")
    void w07() throws Exception {
        try (Together.Threads threads = new Together.Threads()) {
            Future<String> one = start(threads, () -> Form.GET.waitFor(db, LONG));
            Future<String> two = start(threads, () -> Form.GET.waitFor(db, LONG));
            untilWaiting(2);
            db.put(b("k"), b("v"));
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("v");
            assertThat(two.get(10, TimeUnit.SECONDS)).isEqualTo("v");
        }
    }

    @Test
    @DisplayName("W08 one item, two consuming waiters: one gets it, the other goes on waiting")
    void w08() throws Exception {
        try (Together.Threads threads = new Together.Threads()) {
            List<Future<Optional<byte[]>>> waiters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiters.add(threads.start(() -> db.await(b("k"), CONSUME, LONG)));
            }
            untilWaiting(2);
            db.put(b("k"), b("first"));
            Together.until(
                    "one waiter has the item", () -> waiters.stream().anyMatch(Future::isDone));
            assertThat(db.exists(b("k"))).isFalse();
            assertThat(waiters.stream().filter(Future::isDone).count()).isEqualTo(1);
            db.put(b("k"), b("second"));
            List<String> got = new ArrayList<>();
            for (Future<Optional<byte[]>> waiter : waiters) {
                got.add(text(waiter.get().orElseThrow()));
            }
            assertThat(got).containsExactlyInAnyOrder("first", "second");
        }
        assertThat(text(db)).isEmpty();
    }

    @Test
    @DisplayName(
            "W08 (Y31) four consuming waiters, a hundred items: each is delivered once, nothing is left")
    void w08Many() throws Exception {
        int items = 100;
        ConcurrentLinkedQueue<String> delivered = new ConcurrentLinkedQueue<>();
        try (Together.Threads threads = new Together.Threads()) {
            List<Future<Boolean>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(
                        threads.start(() -> {
                            while (true) {
                                String item = text(db.await(b("k"), CONSUME, LONG).orElseThrow());
                                if (item.equals("end")) {
                                    return true;
                                }
                                delivered.add(item);
                            }
                        }));
            }
            for (int i = 0; i < items; i++) {
                putWhenAbsent("item" + i);
            }
            for (int i = 0; i < takers.size(); i++) {
                putWhenAbsent("end");
            }
            for (Future<Boolean> taker : takers) {
                assertThat(taker.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(delivered).hasSize(items).doesNotHaveDuplicates();
        assertThat(text(db)).isEmpty();
    }

    private void putWhenAbsent(String value) {
        Together.until("the key is free", () -> db.putIfAbsent(b("k"), b(value)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W09 (Y30) when time runs out the call returns, and no waiter is left behind")
    void w09(Form form) throws Exception {
        long before = System.nanoTime();
        assertThat(form.waitFor(db, Duration.ofMillis(100))).isEqualTo("none");
        assertThat(System.nanoTime() - before)
                .isBetween(TimeUnit.MILLISECONDS.toNanos(95), TimeUnit.SECONDS.toNanos(20));
        assertThat(db.stats().get("open_watches")).isZero();
        assertThat(db.stats().get("active_transactions")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W10 closing the database ends the waiting")
    void w10(Form form) throws Exception {
        try (Together.Threads threads = new Together.Threads()) {
            Future<String> waiter = start(threads, () -> form.waitFor(db, LONG));
            untilWaiting(1);
            db.close();
            assertThatThrownBy(waiter::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ClosedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("W12 an interrupt ends the waiting, and no waiter is left behind")
    void w12(Form form) throws Exception {
        try (Together.Threads threads = new Together.Threads()) {
            Future<String> waiter = start(threads, () -> form.waitFor(db, LONG));
            untilWaiting(1);
            threads.close();
            assertThatThrownBy(waiter::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
        assertThat(db.stats().get("open_watches")).isZero();
    }

    @Test
    @DisplayName("W11 waiting works in every keyspace")
    void keyspaces() throws Exception {
        var one = db.keyspace("one");
        try (Together.Threads threads = new Together.Threads()) {
            Future<Optional<List<byte[]>>> waiter =
                    threads.start(() -> db.waiting(one).awaitAll(keys("k"), CONSUME, LONG));
            untilWaiting(1);
            db.put(b("k"), b("elsewhere"));
            assertThat(waiter.isDone()).isFalse();
            db.in(one).put(b("k"), b("here"));
            assertThat(texts(waiter.get().orElseThrow())).containsExactly("here");
        }
        assertThat(text(db)).isEqualTo("k=elsewhere");
        assertThat(db.in(one).count(KeyRange.all())).isZero();
    }

    @Test
    @DisplayName("W06 no keys are all present at once")
    void noKeys() throws Exception {
        assertThat(db.awaitAll(List.of(), NONE, LONG)).contains(List.of());
        assertThat(db.waiting().awaitExists(List.of(), LONG).isEmpty()).isTrue();
    }

    @Test
    @DisplayName("flags without meaning for waiting are ignored")
    void ignored() throws Exception {
        db.put(b("k"), b("v"));
        for (Mode mode : Mode.values()) {
            if (mode != Mode.CONSUME) {
                assertThat(db.await(b("k"), Modes.of(mode), LONG)).isPresent();
            }
        }
        assertThat(text(db)).isEqualTo("k=v");
    }
}
