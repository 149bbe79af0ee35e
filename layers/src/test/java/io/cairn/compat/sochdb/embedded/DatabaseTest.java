package io.cairn.compat.sochdb.embedded;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.api.Entry;
import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, values, paths, checkpoints and counters. */
class DatabaseTest {

    private static final byte[] KEY = utf8("key");
    private static final byte[] VALUE = utf8("value");

    @TempDir private Path directory;

    @Test
    void check1WhatWasPutIsThereAfterReopening() {
        Path path = directory.resolve("new/my_database");
        byte[] alice = utf8("{\"name\": \"Alice\"}");
        try (Database db = Database.open(path)) {
            db.put(utf8("user:1"), alice);
            assertThat(db.get(utf8("user:1"))).isEqualTo(alice);
        }
        try (Database db = Database.open(path)) {
            assertThat(db.get(utf8("user:1"))).isEqualTo(alice);
        }
    }

    @ParameterizedTest
    @EnumSource
    void check2To3AbsentIsNullAndEmptyIsNot(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            assertThat(open.db().get(utf8("nope"))).isNull();
            open.db().delete(utf8("nope"));
            open.db().put(KEY, new byte[0]);
            assertThat(open.db().get(KEY)).isEmpty();
            assertThat(open.db().scan()).containsExactly(new Entry(KEY, new byte[0]));
            open.db().put(KEY, VALUE);
            open.db().delete(KEY);
            assertThat(open.db().get(KEY)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check4EveryByteIsKept(Store store) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (Opened open = Opened.of(store, directory)) {
            open.db().put(all, all);
            assertThat(open.db().get(all)).isEqualTo(all);
            assertThat(open.db().scanPrefix(new byte[] {0, 1}))
                    .containsExactly(new Entry(all, all));
        }
    }

    @ParameterizedTest
    @EnumSource
    void check5APathIsAKey(Store store) {
        String path = "users/alice/email";
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            db.putPath(path, VALUE);
            assertThat(db.getPath(path)).isEqualTo(VALUE);
            assertThat(db.get(utf8(path))).isEqualTo(VALUE);
            db.deletePath(path);
            assertThat(db.get(utf8(path))).isNull();
            assertThat(db.getPath(path)).isNull();

            db.withTransaction(txn -> {
                txn.putPath(path, VALUE);
                assertThat(txn.getPath(path)).isEqualTo(VALUE);
                txn.deletePath(path);
                assertThat(txn.getPath(path)).isNull();
                txn.putPath("config/app/theme", utf8("dark"));
            });
            assertThat(db.scan())
                    .containsExactly(new Entry(utf8("config/app/theme"), utf8("dark")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/users", "users/", "users//alice", "\ud800"})
    void pathsThatNoOtherClientCouldNameAreRefused(String path) {
        try (Opened open = Opened.of(Store.MEMORY, directory)) {
            assertThatThrownBy(() -> open.db().putPath(path, VALUE))
                    .isInstanceOf(DatabaseError.class)
                    .hasMessageContaining("path");
            assertThat(open.db().scan()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check6UseAfterCloseIsAnErrorAndClosingTwiceIsNone(Store store) {
        Opened open = Opened.of(store, directory);
        Database db = open.db();
        open.close();
        db.close();
        List<ThrowingCallable> uses =
                List.of(
                        () -> db.put(KEY, VALUE),
                        () -> db.get(KEY),
                        () -> db.delete(KEY),
                        () -> db.putPath("a/b", VALUE),
                        () -> db.getPath("a/b"),
                        () -> db.deletePath("a/b"),
                        db::scan,
                        () -> db.scan(KEY, VALUE),
                        () -> db.scanPrefix(KEY),
                        () -> db.scanBatched(KEY, VALUE),
                        db::transaction,
                        () -> db.withTransaction(_ -> {}),
                        db::checkpoint,
                        db::stats);
        assertThat(uses)
                .allSatisfy(use -> {
                    DatabaseError error = catchThrowableOfType(DatabaseError.class, use);
                    assertThat(code(error)).isEqualTo(ErrorCode.CLOSED);
                });
    }

    @Test
    void check7ASecondOpenIsRefused() {
        try (Database _ = Database.open(directory)) {
            DatabaseError error =
                    catchThrowableOfType(
                            DatabaseError.class, () -> Database.open(directory).close());
            assertThat(code(error)).isEqualTo(ErrorCode.LOCKED);
        }
        Database.open(directory).close();
    }

    private static ErrorCode code(DatabaseError error) {
        return ((CairnException) Objects.requireNonNull(error.getCause())).code();
    }

    @ParameterizedTest
    @EnumSource
    void check12TheNumbersOfCommitsCheckpointsAndCountersAreComparable(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            long first = committed(db, "first");
            long second = committed(db, "second");
            assertThat(first).isPositive().isLessThan(second);
            assertThat(db.checkpoint()).isGreaterThanOrEqualTo(second);
            assertThat(db.stats().getOrDefault("last_checkpoint_lsn", 0L))
                    .isGreaterThanOrEqualTo(second);

            long third = committed(db, "third");
            assertThat(third).isGreaterThan(second);
        }
    }

    private static long committed(Database db, String value) {
        Transaction txn = db.transaction();
        txn.put(KEY, utf8(value));
        return txn.commit();
    }

    @ParameterizedTest
    @EnumSource
    void check22TheCountersCount(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            long bytes = 0;
            for (int i = 0; i < 1_000; i++) {
                byte[] key = utf8("key:" + i);
                byte[] value = utf8("value:" + i);
                db.put(key, value);
                bytes += key.length + value.length;
            }
            for (int i = 0; i < 10; i++) {
                Transaction txn = db.transaction();
                txn.put(KEY, VALUE);
                txn.abort();
            }
            assertThat(db.get(utf8("key:7"))).isNotNull();
            Map<String, Long> stats = db.stats();
            assertThat(stats)
                    .containsEntry("keys_count", 1_000L)
                    .containsEntry("transactions_aborted", 10L)
                    .containsKeys(
                            "queries_executed",
                            "cache_hits",
                            "cache_misses",
                            "memtable_size_bytes",
                            "wal_size_bytes",
                            "last_checkpoint_lsn");
            assertThat(bytes).isEqualTo(15_780);
            assertThat(stats.get("bytes_written")).isGreaterThanOrEqualTo(bytes);
            assertThat(stats.get("bytes_read")).isPositive();
            assertThat(stats.get("transactions_committed")).isGreaterThanOrEqualTo(1_000);
        }
    }
}
