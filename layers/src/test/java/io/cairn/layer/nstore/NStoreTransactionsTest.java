package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadBody;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionScope;
import io.cairn.error.ConflictException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.RetryableException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores within transactions, and between threads. */
class NStoreTransactionsTest {

    private static final Variable X = Variable.of("x");
    private static final Variable Y = Variable.of("y");
    private static final Variable Z = Variable.of("z");

    @TempDir Path directory;

    private interface Scenario {
        void run(Database db, Keyspace keyspace, NStore store) throws Exception;
    }

    private void with(Store store, Scenario scenario) throws Exception {
        try (OpenStore open = store.open(directory)) {
            Keyspace keyspace = open.db().keyspace("rows");
            scenario.run(open.db(), keyspace, new NStore(keyspace, Subspace.of("n"), 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void operationsComposeIntoOneTransaction(Store store) throws Exception {
        with(
                store,
                (db, keyspace, rows) -> {
                    rows.add(db, Tuple.of(1, "old", 1));
                    db.transact(tx -> {
                        rows.remove(tx, Tuple.of(1, "old", 1));
                        rows.add(tx, Tuple.of(1, "new", 1));
                        rows.add(tx, Tuple.of(1, "new", 2));
                        assertThat(rows.count(tx)).isEqualTo(2);
                        assertThat(rows.contains(tx, Tuple.of(1, "old", 1))).isFalse();
                        assertThat(Answers.to(rows, tx, Pattern.of(X, "new", X)))
                                .containsExactly(Binding.empty().with("x", 1));
                        assertThat(rows.list(tx, 9, Pattern.of(1, X, Y))).hasSize(2);
                        assertThat(rows.count(db)).isEqualTo(1);
                        return null;
                    });
                    assertThat(rows.contains(db, Tuple.of(1, "old", 1))).isFalse();
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(2 * 3);
                });
    }

    @ParameterizedTest
    @EnumSource
    void anAbortedTransactionLeavesNothing(Store store) throws Exception {
        with(
                store,
                (db, keyspace, rows) -> {
                    assertThatThrownBy(() ->
                                    db.transact(tx -> {
                                        rows.add(tx, Tuple.of(1, 2, 3));
                                        rows.add(tx, Tuple.of(4, 5, 6));
                                        throw new IllegalStateException("no");
                                    }))
                            .isInstanceOf(IllegalStateException.class);
                    assertThat(Answers.rawKeys(db, keyspace)).isZero();
                });
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatWouldBeAnAnswerConflicts(Store store) throws Exception {
        with(
                store,
                (db, _, rows) -> {
                    rows.add(db, Tuple.of("ann", "knows", "bob"));
                    Pattern[] patterns = {Pattern.of(X, "knows", Y), Pattern.of(Y, "knows", Z)};
                    try (Transaction tx = db.begin()) {
                        assertThat(Answers.to(rows, tx, patterns)).isEmpty();
                        rows.add(tx, Tuple.of("nobody", "knows", "anybody further"));
                        rows.add(db, Tuple.of("bob", "knows", "eve"));
                        assertThatThrownBy(tx::commit).isInstanceOf(RetryableException.class);
                    }
                    assertThat(Answers.to(rows, db, patterns)).hasSize(1);
                });
    }

    @ParameterizedTest
    @EnumSource
    void aLookAtSizesDoesNotConflict(Store store) throws Exception {
        with(
                store,
                (db, _, rows) -> {
                    rows.add(db, Tuple.of("ann", "is", "here"));
                    rows.add(db, Tuple.of("bob", "likes", "tea"));
                    rows.add(db, Tuple.of("eve", "likes", "tea"));
                    Pattern[] patterns = {
                        Pattern.of(X, "likes", "tea"), Pattern.of(X, "is", "here")
                    };
                    try (Transaction tx = db.begin()) {
                        assertThat(Answers.to(rows, tx, patterns)).isEmpty();
                        rows.add(tx, Tuple.of("ann", "was", "asked"));
                        rows.add(db, Tuple.of("zoe", "likes", "tea"));
                        tx.commit();
                    }
                    try (Transaction tx = db.begin()) {
                        assertThat(Answers.to(rows, tx, patterns)).isEmpty();
                        rows.add(tx, Tuple.of("ann", "was", "asked twice"));
                        rows.add(db, Tuple.of("ann", "likes", "tea"));
                        assertThatThrownBy(tx::commit).isInstanceOf(ConflictException.class);
                    }
                });
    }

    /** Both write the same rows again and again; the indexes agree whoever was last. */
    @ParameterizedTest
    @EnumSource
    void twoThreadsUseOneStore(Store store) throws Exception {
        with(
                store,
                (db, keyspace, rows) -> {
                    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                        List<Future<?>> done = new ArrayList<>();
                        for (int thread = 0; thread < 2; thread++) {
                            int own = thread;
                            done.add(threads.submit(() -> work(db, rows, own)));
                        }
                        for (Future<?> future : done) {
                            future.get();
                        }
                    }
                    long present = rows.count(db);
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(3 * present);
                    assertThat(Answers.to(rows, db, Pattern.of(X, "own", Y))).hasSize(200);
                    assertThat(Answers.to(rows, db, Pattern.of(X, "shared", Y)))
                            .hasSize((int) present - 200);
                });
    }

    private static void work(Database db, NStore rows, int own) {
        for (int i = 0; i < 100; i++) {
            Tuple shared = Tuple.of(i % 5, "shared", i % 3);
            rows.add(db, Tuple.of(own, "own", i));
            if (i % 2 == own) {
                rows.add(db, shared);
            } else {
                rows.remove(db, shared);
            }
            assertThat(Answers.to(rows, db, Pattern.of(own, "own", X))).hasSize(i + 1);
        }
    }

    /** A scope that is neither a database nor a transaction. */
    private record Elsewhere(Database db) implements TransactionScope {

        @Override
        public <R extends @Nullable Object, X extends Exception> R transact(
                TransactionBody<R, X> body) throws X {
            return db.transact(body);
        }

        @Override
        public <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body)
                throws X {
            return db.read(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherScopesGiveListsOnly(Store store) throws Exception {
        with(
                store,
                (db, _, rows) -> {
                    TransactionScope scope = new Elsewhere(db);
                    rows.add(scope, Tuple.of(1, 2, 3));
                    assertThat(rows.list(scope, 9, Pattern.of(X, Y, 3))).hasSize(1);
                    assertThatThrownBy(() -> rows.query(scope, Pattern.of(X, Y, 3)))
                            .isInstanceOf(InvalidArgumentException.class)
                            .hasMessageContaining("list")
                            .hasMessageContaining("Elsewhere");
                });
    }
}
