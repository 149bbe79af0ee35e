package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_APPEND;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NOTIFY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_WAIT;
import static io.cairn.compat.yokan.Rows.given;
import static io.cairn.compat.yokan.Rows.refused;
import static io.cairn.compat.yokan.Rows.text;
import static io.cairn.compat.yokan.Rows.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for keys. A wait that never ends fails its test after a minute. */
class WaitTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path directory;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private interface Check {
        void run(OpenStore open, Database db) throws Exception;
    }

    private void on(Store store, Check check) throws Exception {
        try (OpenStore open = store.open(directory)) {
            check.run(open, Database.over(open.db()));
            assertThat(open.db().stats().get("open_watches")).isZero();
        }
    }

    /** Starts a call and returns when it waits. */
    private <R> Future<R> waiting(OpenStore open, int waiters, Callable<R> call) {
        Future<R> result = threads.submit(call);
        untilWaiting(open, waiters);
        assertThat(result.isDone()).isFalse();
        return result;
    }

    private static void untilWaiting(OpenStore open, int waiters) {
        until(() -> open.db().stats().get("open_watches") == waiters);
    }

    /** Looks again and again, and fails when it has looked in vain for a minute. */
    private static void until(BooleanSupplier reached) {
        Instant last = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(last);
            Thread.onSpinWait();
        }
    }

    private static <R> R result(Future<R> call) throws Exception {
        return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static String got(Database db, String key, int... mode) {
        byte[] target = new byte[9];
        return text(target, db.get(key, target, mode));
    }

    /** W01, W05, and erasing waits too. */
    @ParameterizedTest
    @EnumSource
    void whatIsThereIsNotWaitedFor(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    given(db, "k", "v");
                    assertThat(got(db, "k", YOKAN_MODE_WAIT)).isEqualTo("v");
                    assertThat(db.exists("k", YOKAN_MODE_WAIT)).isTrue();
                    assertThat(db.length("k", YOKAN_MODE_WAIT)).isEqualTo(1);
                    assertThat(db.getMulti(List.of(), YOKAN_MODE_WAIT)).isEmpty();
                    db.erase("k", YOKAN_MODE_WAIT);
                    assertThat(db.exists("k")).isFalse();
                });
    }

    /** W02 to W05: any put wakes. */
    @ParameterizedTest
    @EnumSource
    void aPutWakesWhoWaits(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    Future<String> get = waiting(open, 1, () -> got(db, "a", YOKAN_MODE_WAIT));
                    db.put("a", "1", YOKAN_MODE_NOTIFY);
                    assertThat(result(get)).isEqualTo("1");
                    Future<String> plain = waiting(open, 1, () -> got(db, "b", YOKAN_MODE_WAIT));
                    db.put("b", "2");
                    assertThat(result(plain)).isEqualTo("2");
                    Future<Boolean> exists =
                            waiting(open, 1, () -> db.exists("c", YOKAN_MODE_WAIT));
                    db.put("c", "3", YOKAN_MODE_APPEND | YOKAN_MODE_NOTIFY);
                    assertThat(result(exists)).isTrue();
                    Future<Long> length = waiting(open, 1, () -> db.length("d", YOKAN_MODE_WAIT));
                    db.put("d", "333");
                    assertThat(result(length)).isEqualTo(3);
                    Future<Boolean> erase =
                            waiting(
                                    open,
                                    1,
                                    () -> {
                                        db.erase("e", YOKAN_MODE_WAIT);
                                        return true;
                                    });
                    db.put("e", "5");
                    assertThat(result(erase)).isTrue();
                    assertThat(db.exists("e")).isFalse();
                    Future<String> fetch =
                            waiting(
                                    open,
                                    1,
                                    () -> {
                                        List<String> seen = new ArrayList<>();
                                        db.fetch(
                                                "f",
                                                (i, key, value) ->
                                                        seen.add(text(value, value.length)),
                                                YOKAN_MODE_WAIT);
                                        return seen.getFirst();
                                    });
                    db.put("f", "6");
                    assertThat(result(fetch)).isEqualTo("6");
                });
    }

    /** W06. */
    @ParameterizedTest
    @EnumSource
    void severalAreWaitedForTogether(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    given(db, "a", "1");
                    List<String> keys = List.of("a", "b", "c");
                    Future<List<Boolean>> all =
                            waiting(open, 1, () -> db.existsMulti(keys, YOKAN_MODE_WAIT));
                    db.put("c", "3");
                    untilWaiting(open, 1);
                    assertThat(all.isDone()).isFalse();
                    db.put("b", "2");
                    assertThat(result(all)).containsExactly(true, true, true);
                    Future<List<Long>> packed =
                            waiting(
                                    open,
                                    1,
                                    () -> {
                                        int mode = YOKAN_MODE_WAIT | YOKAN_MODE_CONSUME;
                                        return db.getPacked(
                                                "abd", List.of(1L, 1L, 1L), new byte[2], mode);
                                    });
                    assertThat(db.count()).isEqualTo(3);
                    db.put("d", "4");
                    assertThat(result(packed)).containsExactly(1L, 1L, -1L);
                    assertThat(db.existsMulti(List.of("a", "b", "c", "d")))
                            .containsExactly(false, false, true, true);
                });
    }

    /** W07, check 29. */
    @ParameterizedTest
    @EnumSource
    void twoMayWaitForOneKey(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    Future<String> one = waiting(open, 1, () -> got(db, "k", YOKAN_MODE_WAIT));
                    Future<String> other = waiting(open, 2, () -> got(db, "k", YOKAN_MODE_WAIT));
                    db.put("k", "v", YOKAN_MODE_NOTIFY);
                    assertThat(result(one)).isEqualTo("v");
                    assertThat(result(other)).isEqualTo("v");
                });
    }

    /** W08: one gets it, the other goes on waiting. */
    @ParameterizedTest
    @EnumSource
    void oneOfTwoTakersGetsAnItem(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    int mode = YOKAN_MODE_WAIT | YOKAN_MODE_CONSUME;
                    AtomicInteger taken = new AtomicInteger();
                    Callable<String> taker =
                            () -> {
                                String value = got(db, "k", mode);
                                taken.incrementAndGet();
                                return value;
                            };
                    Future<String> one = waiting(open, 1, taker);
                    Future<String> other = waiting(open, 2, taker);
                    db.put("k", "first");
                    until(() -> one.isDone() || other.isDone());
                    untilWaiting(open, 1);
                    assertThat(taken).hasValue(1);
                    db.put("k", "second");
                    assertThat(List.of(result(one), result(other)))
                            .containsExactlyInAnyOrder("first", "second");
                });
    }

    /** Check 31. */
    @ParameterizedTest
    @EnumSource
    void everyItemIsDeliveredOnce(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    int items = 40;
                    AtomicInteger claims = new AtomicInteger();
                    Callable<List<String>> taker =
                            () -> {
                                List<String> values = new ArrayList<>();
                                while (claims.getAndIncrement() < items) {
                                    values.add(got(db, "k", YOKAN_MODE_WAIT | YOKAN_MODE_CONSUME));
                                }
                                return values;
                            };
                    List<Future<List<String>>> takers = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        takers.add(threads.submit(taker));
                    }
                    List<String> put = new ArrayList<>();
                    for (int i = 0; i < items; i++) {
                        put.add("v" + i);
                        db.put("k", "v" + i);
                        // The next one only when this one was taken, so that none is overwritten.
                        until(() -> !db.exists("k"));
                    }
                    List<String> delivered = new ArrayList<>();
                    for (Future<List<String>> each : takers) {
                        delivered.addAll(result(each));
                    }
                    assertThat(delivered).containsExactlyInAnyOrderElementsOf(put);
                    assertThat(db.count()).isZero();
                });
    }

    /** W09, check 30: nobody waits any more afterwards. */
    @ParameterizedTest
    @EnumSource
    void aWaitMayHaveAnEnd(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    Database patient = db.withTimeout(Duration.ofMillis(20));
                    given(db, "there", "1");
                    refused(21, () -> got(patient, "k", YOKAN_MODE_WAIT));
                    refused(21, () -> patient.erase("k", YOKAN_MODE_WAIT));
                    refused(
                            21,
                            () ->
                                    patient.getMulti(
                                            List.of(
                                                    Map.entry("there", new byte[1]),
                                                    Map.entry("k", new byte[1])),
                                            YOKAN_MODE_WAIT | YOKAN_MODE_CONSUME));
                    assertThat(db.exists("there")).isTrue();
                    assertThat(open.db().stats().get("open_watches")).isZero();
                    Database forEver = patient.withTimeout(Duration.ZERO);
                    Future<String> get = waiting(open, 1, () -> got(forEver, "k", YOKAN_MODE_WAIT));
                    db.put("k", "v");
                    assertThat(result(get)).isEqualTo("v");
                });
    }

    /** A target that is too small fails and takes nothing, also after a wait. */
    @ParameterizedTest
    @EnumSource
    void whatDoesNotFitStays(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    Future<Boolean> get =
                            waiting(
                                    open,
                                    1,
                                    () -> {
                                        refused(
                                                16,
                                                () ->
                                                        db.get(
                                                                "k",
                                                                new byte[1],
                                                                YOKAN_MODE_WAIT
                                                                        | YOKAN_MODE_CONSUME));
                                        return true;
                                    });
                    db.put("k", "22");
                    assertThat(result(get)).isTrue();
                    assertThat(value(db, "k")).isEqualTo("22");
                });
    }

    /** W10 and W12. */
    @ParameterizedTest
    @EnumSource
    void closingAndInterruptingEndWaits(Store store) throws Exception {
        try (OpenStore open = store.open(directory)) {
            Database db = Database.over(open.db());
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread waiter =
                    new Thread(() -> {
                        try {
                            refused(27, () -> got(db, "k", YOKAN_MODE_WAIT));
                            flag.complete(Thread.currentThread().isInterrupted());
                        } catch (Throwable e) {
                            flag.completeExceptionally(e);
                        }
                    });
            waiter.start();
            untilWaiting(open, 1);
            waiter.interrupt();
            assertThat(result(flag)).isTrue();
            untilWaiting(open, 0);

            Future<Boolean> closed =
                    waiting(
                            open,
                            1,
                            () -> {
                                refused(5, () -> got(db, "k", YOKAN_MODE_WAIT));
                                return true;
                            });
            open.db().close();
            assertThat(result(closed)).isTrue();
        }
    }

    /** Documents are waited for as keys are. */
    @ParameterizedTest
    @EnumSource
    void documents(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    Collection none = db.openCollection("none");
                    refused(15, () -> none.load(0, new byte[1], YOKAN_MODE_WAIT));
                    Collection c = db.createCollection("c");
                    byte[] target = new byte[9];
                    Future<Long> load = waiting(open, 1, () -> c.load(0, target, YOKAN_MODE_WAIT));
                    c.store("d0", YOKAN_MODE_NOTIFY);
                    assertThat(result(load)).isEqualTo(2);

                    Future<List<Long>> both =
                            waiting(
                                    open,
                                    1,
                                    () -> {
                                        int mode = YOKAN_MODE_WAIT | YOKAN_MODE_CONSUME;
                                        return c.loadPacked(List.of(1L, 0L, 2L), new byte[4], mode);
                                    });
                    c.store("d1");
                    untilWaiting(open, 1);
                    assertThat(c.size()).isEqualTo(2);
                    c.store("d2");
                    assertThat(result(both)).containsExactly(2L, 2L, -1L);
                    assertThat(c.lengthMulti(List.of(0L, 1L, 2L))).containsExactly(null, null, 2L);

                    Collection patient = db.withTimeout(Duration.ofMillis(20)).openCollection("c");
                    refused(21, () -> patient.load(9, target, YOKAN_MODE_WAIT));
                    refused(21, () -> patient.erase(9, YOKAN_MODE_WAIT));
                    assertThat(c.size()).isOne();
                });
    }

    /** Waiting calls with no keys at all answer at once. */
    @ParameterizedTest
    @EnumSource
    void nothingIsNotWaitedFor(Store store) throws Exception {
        on(
                store,
                (open, db) -> {
                    assertThat(db.existsMulti(List.of(), YOKAN_MODE_WAIT)).isEmpty();
                    assertThat(db.lengthMulti(Collections.emptyList(), YOKAN_MODE_WAIT)).isEmpty();
                    db.eraseMulti(List.of(), YOKAN_MODE_WAIT);
                });
    }
}
