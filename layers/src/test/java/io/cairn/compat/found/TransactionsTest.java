package io.cairn.compat.found;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Watch;
import io.cairn.error.ConflictException;
import io.cairn.error.RetryableException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.TransactionTooOldException;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions, hooks, watches and conflicts on every store. */
class TransactionsTest {

    private static final byte[] X = utf8("x");
    private static final byte[] Y = utf8("y");

    @TempDir private Path directory;

    private final List<String> order = new ArrayList<>();

    private static @Nullable Void set(FoundTransaction tx, byte[] key) {
        Found.set(tx, key, utf8("value"));
        return null;
    }

    private void note(FoundDatabase db) {
        db.hooks().onBegin().add(tx -> order.add("begin"));
        db.hooks().onCommit().add(tx -> order.add("commit"));
        db.hooks().onPostCommit().add((tx, stats) -> order.add("post " + stats.retries()));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrittenWhenTheWorkThrows(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            note(f.db());
            assertThatThrownBy(() ->
                            Found.transactional(
                                    f.db(),
                                    tx -> {
                                        set(tx, X);
                                        throw new IllegalStateException("no");
                                    }))
                    .isInstanceOf(IllegalStateException.class);
            try (FoundTransaction tx = Found.transaction(f.db())) {
                set(tx, X);
            }
            assertThat(f.rawKeys()).isZero();
            assertThat(order).containsExactly("begin", "begin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hooksRunAroundEveryTryAndOnceBehindTheCommit(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            note(f.db());
            Found.transactional(f.db(), TransactionsTest::set, X);
            assertThat(order).containsExactly("begin", "commit", "post 0");
            order.clear();
            List<Integer> scratch = new ArrayList<>();
            Found.transactional(
                    f.db(),
                    tx -> {
                        scratch.add(tx.vars().size());
                        tx.vars().put("seen", true);
                        order.add("work");
                        if (scratch.size() == 1) {
                            throw new TransactionTooOldException("as if it had taken too long");
                        }
                        return set(tx, X);
                    });
            assertThat(order).containsExactly("begin", "work", "begin", "work", "commit", "post 1");
            assertThat(scratch).containsExactly(0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConflictRunsTheWorkAgain(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            List<Integer> tries = new ArrayList<>();
            List<TransactionStats> stats = new ArrayList<>();
            Found.transactional(
                    f.db(),
                    tx -> {
                        Found.get(tx, X);
                        if (tries.isEmpty()) {
                            Found.transactional(f.db(), TransactionsTest::set, X);
                            f.db().hooks().onPostCommit().add((same, taken) -> stats.add(taken));
                        }
                        tries.add(tries.size());
                        return set(tx, Y);
                    });
            assertThat(tries).hasSize(2);
            assertThat(stats)
                    .singleElement()
                    .satisfies(taken -> {
                        assertThat(taken.retries()).isEqualTo(1);
                        assertThat(taken.elapsed()).isPositive();
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAHookWritesIsAPartOfTheTransaction(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            f.db().hooks().onCommit().add(tx -> Found.set(tx, Y, X));
            try (FoundTransaction tx = Found.transaction(f.db())) {
                set(tx, X);
                Found.commit(tx);
            }
            assertThat(f.rawKeys()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHookThatThrowsAtTheBeginLeavesNoTransactionOpen(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            f.db().hooks()
                    .onBegin()
                    .add(tx -> {
                        throw new IllegalStateException("no");
                    });
            assertThatThrownBy(() -> Found.transaction(f.db()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(f.store().db().stats().get("active_transactions")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfTwoThatReadWhatTheOtherWritesIsRefused(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction a = Found.transaction(f.db());
                FoundTransaction b = Found.transaction(f.db())) {
            assertThat(Found.get(a, X)).isNull();
            assertThat(Found.get(b, Y)).isNull();
            set(a, Y);
            set(b, X);
            Found.commit(a);
            assertThatThrownBy(() -> Found.commit(b)).isInstanceOf(RetryableException.class);
            assertThat(f.rawKeys()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConflictRangeCountsAsRead(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction a = Found.transaction(f.db());
                FoundTransaction b = Found.transaction(f.db())) {
            Found.addConflictRange(a, X, Y);
            Found.addConflictRange(b, Y, utf8("z"));
            set(a, utf8("a"));
            set(b, utf8("b"));
            Found.transactional(f.db(), TransactionsTest::set, utf8("xx"));
            assertThatThrownBy(() -> Found.commit(a)).isInstanceOf(ConflictException.class);
            Found.commit(b);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theVersionIsKnownAfterTheCommit(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction first = Found.transaction(f.db());
                FoundTransaction second = Found.transaction(f.db())) {
            assertThatThrownBy(() -> Found.getCommittedVersion(first))
                    .isInstanceOf(TransactionStateException.class);
            set(first, X);
            set(second, Y);
            Found.commit(first);
            Found.commit(second);
            assertThat(Found.getCommittedVersion(second))
                    .isGreaterThan(Found.getCommittedVersion(first));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWatchFiresWhenAnotherTransactionChangesTheKey(Store store) throws InterruptedException {
        try (OpenFound f = OpenFound.in(store, directory)) {
            Found.transactional(f.db(), TransactionsTest::set, X);
            try (FoundTransaction tx = Found.transaction(f.db());
                    Watch watch = Found.watch(tx, X)) {
                Found.commit(tx);
                assertThat(watch.fired()).isFalse();
                Found.transactional(
                        f.db(),
                        other -> {
                            Found.set(other, X, utf8("changed"));
                            return null;
                        });
                assertThat(watch.await(Duration.ofSeconds(5))).isTrue();
            }
        }
    }
}
