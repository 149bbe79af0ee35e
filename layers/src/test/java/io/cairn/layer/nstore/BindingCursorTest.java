package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a cursor over answers. */
class BindingCursorTest {

    private static final Variable X = Variable.of("x");
    private static final Variable Y = Variable.of("y");
    private static final Subspace PAIRS = Subspace.of("pairs");

    @TempDir Path directory;

    private interface Scenario {
        void run(Database db, Keyspace keyspace, NStore pairs);
    }

    private void with(Store store, Scenario scenario) {
        try (OpenStore open = store.open(directory)) {
            Keyspace keyspace = open.db().keyspace("rows");
            scenario.run(open.db(), keyspace, new NStore(keyspace, PAIRS, 2));
        }
    }

    private static void nothingIsOpen(Database db) {
        assertThat(db.stats().get("open_cursors")).isZero();
        assertThat(db.stats().get("open_snapshots")).isZero();
    }

    /** A thousand times a thousand times ... answers could be neither kept nor waited for. */
    @ParameterizedTest
    @EnumSource
    void answersAreFoundWhenAskedFor(Store store) {
        with(
                store,
                (db, _, pairs) -> {
                    db.transact(tx -> {
                        for (int i = 0; i < 1000; i++) {
                            pairs.add(tx, Tuple.of(i, i));
                        }
                        return null;
                    });
                    Pattern[] patterns = new Pattern[8];
                    for (int i = 0; i < patterns.length; i++) {
                        patterns[i] = Pattern.of(Variable.of("a" + i), Variable.of("b" + i));
                    }
                    try (BindingCursor cursor = pairs.query(db, patterns)) {
                        for (int i = 0; i < 3000; i++) {
                            assertThat(cursor.next()).isTrue();
                        }
                        Binding binding = cursor.binding();
                        assertThat(binding.integer("a7")).isEqualTo(999);
                        assertThat(binding.integer("b6")).isEqualTo(2);
                        assertThat(binding.integer("a0")).isZero();
                        assertThat(db.stats().get("open_snapshots")).isEqualTo(1);
                    }
                    nothingIsOpen(db);
                });
    }

    @ParameterizedTest
    @EnumSource
    void itSeesTheStateAtItsCreation(Store store) {
        with(
                store,
                (db, _, pairs) -> {
                    pairs.add(db, Tuple.of(1, 2));
                    try (BindingCursor cursor =
                            pairs.query(db, Pattern.of(X, Y), Pattern.of(Y, 3))) {
                        pairs.add(db, Tuple.of(2, 3));
                        assertThat(cursor.next()).isFalse();
                    }
                    assertThat(Answers.to(pairs, db, Pattern.of(X, Y), Pattern.of(Y, 3)))
                            .hasSize(1);
                });
    }

    @ParameterizedTest
    @EnumSource
    void itStandsOnAnAnswerOrNot(Store store) {
        with(
                store,
                (db, _, pairs) -> {
                    pairs.add(db, Tuple.of(1, 2));
                    BindingCursor cursor = pairs.query(db, Pattern.of(X, Y));
                    assertThatThrownBy(cursor::binding)
                            .isInstanceOf(TransactionStateException.class);
                    assertThat(cursor.next()).isTrue();
                    Binding binding = cursor.binding();
                    assertThat(cursor.binding()).isEqualTo(binding).isNotSameAs(binding);
                    assertThat(cursor.next()).isFalse();
                    nothingIsOpen(db);
                    assertThat(cursor.next()).isFalse();
                    assertThatThrownBy(cursor::binding)
                            .isInstanceOf(TransactionStateException.class);
                    cursor.close();
                    cursor.close();
                    assertThatThrownBy(cursor::next).isInstanceOf(ClosedException.class);
                    assertThat(binding.values()).isEqualTo(Tuple.of(1, 2));
                });
    }

    @ParameterizedTest
    @EnumSource
    void oneOfATransactionDiesWithIt(Store store) {
        with(
                store,
                (db, _, pairs) -> {
                    pairs.add(db, Tuple.of(1, 2));
                    pairs.add(db, Tuple.of(1, 3));
                    Transaction tx = db.begin();
                    try (BindingCursor cursor = pairs.query(tx, Pattern.of(1, Y))) {
                        assertThat(cursor.next()).isTrue();
                        tx.close();
                        assertThatThrownBy(cursor::next).isInstanceOf(CairnException.class);
                    }
                    nothingIsOpen(db);
                });
    }

    @ParameterizedTest
    @EnumSource
    void keysThatAreNoRowsAreReported(Store store) {
        with(
                store,
                (db, keyspace, pairs) -> {
                    byte[] broken = Bytes.after(PAIRS.key(2, 0, 1));
                    broken[broken.length - 1] = 3;
                    for (byte[] key :
                            new byte[][] {PAIRS.key(2, 0, 1), PAIRS.key(2, 0, 1, 2, 3), broken}) {
                        db.in(keyspace).put(key, Bytes.EMPTY);
                        try (BindingCursor cursor = pairs.query(db, Pattern.of(X, Y))) {
                            assertThat(cursor.next()).isTrue();
                            assertThatThrownBy(() -> cursor.binding().values())
                                    .isInstanceOf(CorruptionException.class)
                                    .hasMessageContaining("no row")
                                    .hasMessageContaining("columns=2");
                        }
                        try (BindingCursor cursor = pairs.query(db, Pattern.of(X, X))) {
                            assertThatThrownBy(cursor::next)
                                    .isInstanceOf(CorruptionException.class);
                            assertThat(cursor.next()).isFalse();
                        }
                        db.in(keyspace).delete(key);
                    }
                    nothingIsOpen(db);
                });
    }
}
