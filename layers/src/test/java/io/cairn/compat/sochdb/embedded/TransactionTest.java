package io.cairn.compat.sochdb.embedded;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.error.ConflictException;
import io.cairn.error.RetryableException;
import io.cairn.layer.testing.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions, on every store where the store can make a difference. */
class TransactionTest {

    private static final byte[] A = utf8("a");
    private static final byte[] B = utf8("b");
    private static final byte[] VALUE = utf8("value");

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void check8ABlockCommitsOrLeavesNothing(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            db.withTransaction(txn -> {
                txn.put(A, VALUE);
                txn.put(B, VALUE);
            });
            assertThat(db.scan()).hasSize(2);
            assertThatThrownBy(() ->
                            db.withTransaction(txn -> {
                                txn.delete(A);
                                throw new IOException("no");
                            }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no");
            assertThat(db.scan()).hasSize(2);
            assertThat(db.stats().get("active_transactions")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check9OnlyTheTransactionSeesWhatIsNotCommitted(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Transaction txn = open.db().transaction();
            txn.put(A, VALUE);
            assertThat(txn.get(A)).isEqualTo(VALUE);
            assertThat(txn.scan()).hasSize(1);
            assertThat(open.db().get(A)).isNull();
            txn.abort();
            assertThat(open.db().get(A)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check10WhatHasEndedSaysSo(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Transaction committed = open.db().transaction();
            committed.put(A, VALUE);
            committed.commit();
            assertError(committed::commit, "Transaction already committed");
            assertError(committed::abort, "Transaction already committed");
            assertEveryUseFails(committed);
            committed.close();

            Transaction aborted = open.db().transaction();
            aborted.abort();
            aborted.abort();
            assertError(aborted::commit, "Transaction already aborted");
            assertEveryUseFails(aborted);
            assertThat(open.db().scan()).hasSize(1);
        }
    }

    private static void assertEveryUseFails(Transaction txn) {
        List<ThrowingCallable> uses =
                List.of(
                        () -> txn.put(A, VALUE),
                        () -> txn.get(A),
                        () -> txn.delete(A),
                        () -> txn.putPath("a/b", VALUE),
                        () -> txn.getPath("a/b"),
                        () -> txn.deletePath("a/b"),
                        txn::scan,
                        () -> txn.scan(A, B),
                        () -> txn.scanPrefix(A),
                        () -> txn.scanBatched(A, B),
                        () -> txn.scanBatched(A, B, 7));
        assertThat(uses).allSatisfy(use -> assertError(use, "Transaction already completed"));
    }

    private static void assertError(ThrowingCallable use, String message) {
        assertThatThrownBy(use).isInstanceOf(TransactionError.class).hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource
    void check11OpenTransactionsHaveDifferentNumbers(Store store) {
        try (Opened open = Opened.of(store, directory);
                Transaction one = open.db().transaction();
                Transaction other = open.db().transaction()) {
            assertThat(one.id()).isPositive().isNotEqualTo(other.id());
            assertThat(other.id()).isPositive();
        }
    }

    @Test
    void aTransactionInATryStatementIsAbortedUnlessItWasCommitted() {
        try (Opened open = Opened.of(Store.MEMORY, directory)) {
            try (Transaction txn = open.db().transaction()) {
                txn.put(A, VALUE);
            }
            try (Transaction txn = open.db().transaction()) {
                txn.put(B, VALUE);
                txn.commit();
            }
            assertThat(open.db().scan()).containsExactly(new Entry(B, VALUE));
        }
    }

    @Test
    void aBlockMayEndItsTransaction() {
        try (Opened open = Opened.of(Store.MEMORY, directory)) {
            open.db()
                    .withTransaction(txn -> {
                        txn.put(A, VALUE);
                        txn.commit();
                    });
            open.db()
                    .withTransaction(txn -> {
                        txn.put(B, VALUE);
                        txn.abort();
                    });
            assertThat(open.db().scan()).hasSize(1);
        }
    }

    @Test
    void aBlockThatHidesAFailureOfItsTransactionDoesNotSeemToHaveCommitted() {
        try (Opened open = Opened.of(Store.MEMORY, directory)) {
            assertError(
                    () ->
                            open.db()
                                    .withTransaction(txn -> {
                                        txn.put(A, VALUE);
                                        open.db().close();
                                        assertThatThrownBy(() -> txn.put(B, VALUE))
                                                .isInstanceOf(TransactionError.class);
                                    }),
                    "Transaction already aborted");
        }
    }

    @ParameterizedTest
    @EnumSource
    void check15ATransactionReadsTheStateInWhichItBegan(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            db.put(A, utf8("old"));
            try (Transaction txn = db.transaction()) {
                assertThat(txn.get(B)).isNull();
                db.put(A, utf8("new"));
                db.put(B, utf8("new"));
                assertThat(txn.get(A)).isEqualTo(utf8("old"));
                assertThat(txn.scan()).containsExactly(new Entry(A, utf8("old")));
                txn.put(utf8("c"), VALUE);
                assertThatThrownBy(txn::commit)
                        .isInstanceOf(TransactionError.class)
                        .hasCauseInstanceOf(RetryableException.class);
                assertThat(db.get(utf8("c"))).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void check14OfTwoWithdrawalsThatTogetherOverdrawOneFails(Store store) {
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            db.put(A, utf8("100"));
            db.put(B, utf8("100"));
            try (Transaction one = db.transaction();
                    Transaction other = db.transaction()) {
                assertThat(sum(one)).isEqualTo(200);
                assertThat(sum(other)).isEqualTo(200);
                one.put(A, utf8("-50"));
                other.put(B, utf8("-50"));
                one.commit();
                assertThatThrownBy(other::commit)
                        .isInstanceOf(TransactionError.class)
                        .hasCauseInstanceOf(ConflictException.class);
            }
            try (Transaction txn = db.transaction()) {
                assertThat(sum(txn)).isEqualTo(50);
            }
        }
    }

    private static long sum(Transaction txn) {
        return number(txn.get(A)) + number(txn.get(B));
    }

    private static long number(byte @Nullable [] value) {
        return value == null ? 0 : Long.parseLong(text(value));
    }

    /** On the heap only, where a commit takes least time; the others have the same conflicts. */
    @Test
    void check13NoIncrementIsLost() throws Exception {
        int threads = 16;
        int increments = 1_000;
        try (Opened open = Opened.of(Store.MEMORY, directory);
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(
                        executor.submit(() -> {
                            for (int i = 0; i < increments; i++) {
                                increment(open.db());
                            }
                        }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            assertThat(number(open.db().get(A))).isEqualTo((long) threads * increments);
        }
    }

    private static void increment(Database db) {
        while (true) {
            try {
                db.withTransaction(txn -> txn.put(A, utf8(Long.toString(number(txn.get(A)) + 1))));
                return;
            } catch (TransactionError e) {
                assertThat(Objects.requireNonNull(e.getCause()))
                        .isInstanceOf(RetryableException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void check16AHundredThousandPutsAreOneTransaction(Store store) {
        int count = 100_000;
        try (Opened open = Opened.of(store, directory)) {
            open.db()
                    .withTransaction(txn -> {
                        for (int i = 0; i < count; i++) {
                            txn.put(utf8("bulk:" + i), utf8("data:" + i));
                        }
                    });
            assertThat(open.db().stats()).containsEntry("transactions_committed", 1L);
            assertThat(open.db().scanPrefix(utf8("bulk:"))).hasSize(count);
        }
        if (store == Store.ROCKSDB) {
            try (Opened again = Opened.of(store, directory)) {
                assertThat(again.db().scan()).hasSize(count);
            }
        }
    }

    @Test
    void theHierarchyLetsOneCatchTransactionsBeforeDatabases() {
        try (Opened open = Opened.of(Store.MEMORY, directory)) {
            assertThatCode(
                            () -> {
                                try {
                                    open.db().put(new byte[0], VALUE);
                                } catch (TransactionError e) {
                                    throw new AssertionError(e);
                                } catch (DatabaseError e) {
                                    assertThat(e).isInstanceOf(SochDbError.class);
                                }
                            })
                    .doesNotThrowAnyException();
        }
    }
}
