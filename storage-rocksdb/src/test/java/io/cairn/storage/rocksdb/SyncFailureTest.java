package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import io.cairn.local.LocalDatabase;
import io.cairn.testing.fault.FaultyEngine;
import io.cairn.testing.fault.FaultyEngine.Call;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk that fails once, under a real database: the commit in flight is reported as unknown, the
 * database answers nothing more, and after reopening all that was acknowledged is there, and the
 * commit in flight entirely or not at all.
 */
class SyncFailureTest {

    private static final int COMMITS_BEFORE = 20;
    private static final int COMMITS_MAX = 500;
    private static final int THREADS = 4;

    @TempDir Path temporary;
    private Path directory;

    @BeforeEach
    void choose() {
        directory = temporary.resolve("db");
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC, ffm",
        "SYNC, jni",
        "APPLY_BEFORE, ffm",
        "APPLY_BEFORE, jni",
        "APPLY_AFTER, ffm",
        "APPLY_AFTER, jni"
    })
    void theDatabaseStopsAndReopeningTellsWhatHappened(Call call, String calls) {
        FaultyEngine engine = engine(calls);
        Database db = open(engine);
        for (int number = 0; number < COMMITS_BEFORE; number++) {
            commit(db, "a", number);
        }
        Snapshot snapshot = db.snapshot();
        Cursor cursor = db.scan(KeyRange.all());
        assertThat(cursor.next()).isTrue();
        Transaction bystander = db.begin();
        bystander.put(Bytes.utf8("bystander"), Bytes.EMPTY);

        engine.fail(call, 1);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> commit(db, "a", COMMITS_BEFORE))
                .withCauseInstanceOf(UnavailableException.class)
                .satisfies(e -> assertThat(cause(e).code()).isEqualTo(ErrorCode.IO));

        byte[] key = key("a", 0);
        refused(
                () -> db.get(key),
                () -> db.getAll(List.of(key)),
                () -> db.count(KeyRange.all()),
                () -> db.scan(KeyRange.all()).next(),
                () -> db.put(key, key),
                () -> db.delete(key),
                () -> db.deleteRange(KeyRange.all()),
                () -> commit(db, "a", COMMITS_BEFORE + 1),
                () -> db.begin().commit(),
                () -> db.snapshot(),
                () -> db.checkpoint(),
                () -> db.keyspace("new"),
                () -> db.exportTo(temporary.resolve("export")),
                () -> snapshot.get(key),
                () -> bystander.get(key),
                () -> bystander.commit());
        for (int left = COMMITS_BEFORE - 1; left > 0; left--) {
            assertThat(cursor.next()).as("an open cursor walks on over its old state").isTrue();
        }
        assertThat(cursor.next()).isFalse();
        assertThat(db.stats().get("transactions_committed")).isEqualTo(COMMITS_BEFORE);
        db.close();

        try (Database reopened = open(engine(calls))) {
            int found = prefix(reopened, "a");
            assertThat(found)
                    .as("commits found after %s failed", call)
                    .isBetween(
                            COMMITS_BEFORE,
                            call == Call.APPLY_BEFORE ? COMMITS_BEFORE : COMMITS_BEFORE + 1);
            assertThat(reopened.get(Bytes.utf8("bystander"))).isNull();
            commit(reopened, "a", found);
            assertThat(prefix(reopened, "a")).isEqualTo(found + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"SYNC", "APPLY_BEFORE", "APPLY_AFTER"})
    void noneOfManyThreadsIsToldMoreThanReopeningShows(Call call) throws Exception {
        FaultyEngine engine = engine("ffm");
        Database db = open(engine);
        commit(db, "warm", 0);
        engine.fail(call, COMMITS_BEFORE);
        List<Future<Integer>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                String thread = "t" + i;
                threads.add(executor.submit(() -> commitUntilRefused(db, thread)));
            }
        }
        db.close();

        try (Database reopened = open(engine("ffm"))) {
            int total = 0;
            for (int i = 0; i < THREADS; i++) {
                int acknowledged = threads.get(i).get(30, TimeUnit.SECONDS);
                total += acknowledged;
                assertThat(prefix(reopened, "t" + i))
                        .as("commits of thread %d", i)
                        .isBetween(acknowledged, acknowledged + 1);
            }
            assertThat(total).isGreaterThanOrEqualTo(COMMITS_BEFORE - 1);
        }
    }

    /** Returns how many commits were acknowledged. */
    private static int commitUntilRefused(Database db, String thread) {
        for (int number = 0; number < COMMITS_MAX; number++) {
            try {
                commit(db, thread, number);
            } catch (OutcomeUnknownException inFlight) {
                refused(() -> db.get(key(thread, 0)));
                return number;
            } catch (ClosedException behind) {
                assertThat(behind.reason()).isEqualTo(ClosedException.Reason.POISONED);
                return number;
            }
        }
        throw new AssertionError("the failure reached nobody");
    }

    private FaultyEngine engine(String calls) {
        return new FaultyEngine(Configs.open(directory, Map.of("native", calls)));
    }

    private static Database open(FaultyEngine engine) {
        return LocalDatabase.open(engine, Durability.SYNC, Limits.defaults(), Components.system());
    }

    /** Writes one key into each of two keyspaces. */
    private static void commit(Database db, String thread, int number) {
        Keyspace twins = db.keyspace("twins");
        db.transact(tx -> {
            tx.put(key(thread, number), Bytes.utf8("first"));
            tx.in(twins).put(key(thread, number), Bytes.utf8("second"));
            return true;
        });
    }

    /** Returns how many commits there are, after making sure that none is half there or skipped. */
    private static int prefix(Database db, String thread) {
        KeyRange range = KeyRange.prefix(Bytes.utf8(thread + "/"));
        Keyspace twins = db.keyspace("twins");
        int count = Math.toIntExact(db.count(range));
        assertThat(db.in(twins).count(range)).as("the other half").isEqualTo(count);
        for (int number = 0; number < count; number++) {
            assertThat(db.get(key(thread, number))).isEqualTo(Bytes.utf8("first"));
            assertThat(db.in(twins).get(key(thread, number))).isEqualTo(Bytes.utf8("second"));
        }
        return count;
    }

    private static void refused(ThrowingCallable... calls) {
        for (int i = 0; i < calls.length; i++) {
            assertThatExceptionOfType(ClosedException.class)
                    .as("call %d", i)
                    .isThrownBy(calls[i])
                    .matches(e -> e.reason() == ClosedException.Reason.POISONED, "is poisoned");
        }
    }

    private static UnavailableException cause(Throwable failure) {
        return (UnavailableException) failure.getCause();
    }

    private static byte[] key(String thread, int number) {
        return Bytes.utf8("%s/%06d".formatted(thread, number));
    }
}
