package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.error.ConflictException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One subspace, one number of columns. */
class ColumnCountTest {

    private static final Subspace ROWS = Subspace.of("rows");
    private static final Tuple TWO = Tuple.of("a", 1);
    private static final Tuple THREE = Tuple.of("a", 1, true);

    @TempDir Path directory;

    private interface Scenario {
        void run(Database db, Keyspace keyspace, NStore two, NStore three);
    }

    private void with(Store store, Scenario scenario) {
        try (OpenStore open = store.open(directory)) {
            Keyspace keyspace = open.db().keyspace("rows");
            NStore two = new NStore(keyspace, ROWS, 2);
            scenario.run(open.db(), keyspace, two, new NStore(keyspace, ROWS, 3));
        }
    }

    private static void refused(Runnable first) {
        assertThatThrownBy(first::run)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("columns=3, stored=2");
    }

    @ParameterizedTest
    @EnumSource
    void anotherNumberIsRefusedByEveryOperation(Store store) {
        with(
                store,
                (db, keyspace, two, three) -> {
                    two.add(db, TWO);
                    Pattern pattern = Pattern.of(Variable.any(), 1, true);
                    for (Runnable first :
                            List.<Runnable>of(
                                    () -> three.add(db, THREE),
                                    () -> three.remove(db, THREE),
                                    () -> three.clear(db),
                                    () -> three.get(db, THREE),
                                    () -> three.contains(db, THREE),
                                    () -> three.containsAll(db, List.of(THREE)),
                                    () -> three.count(db),
                                    () -> three.list(db, 1, pattern),
                                    () -> three.query(db, pattern),
                                    () -> db.transact(tx -> three.get(tx, THREE)),
                                    () -> db.read(view -> three.rows(view)))) {
                        refused(first);
                    }
                    assertThat(db.stats().get("open_snapshots")).isIn(0L, null);
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(2);
                    two.remove(db, TWO);
                    three.add(db, THREE);
                    assertThat(three.contains(db, THREE)).isTrue();
                });
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoThatAddTheFirstRowAtOnceOneIsRefused(Store store) {
        with(
                store,
                (db, keyspace, two, three) -> {
                    try (Transaction slow = db.begin()) {
                        three.add(slow, THREE);
                        two.add(db, TWO);
                        assertThatThrownBy(slow::commit).isInstanceOf(ConflictException.class);
                    }
                    refused(() -> three.add(db, THREE));
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @EnumSource
    void whatAnAbortedTransactionAddedDoesNotCount(Store store) {
        with(
                store,
                (db, keyspace, two, three) -> {
                    try (Transaction tx = db.begin()) {
                        three.add(tx, THREE);
                        assertThat(three.contains(tx, THREE)).isTrue();
                        three.add(tx, Tuple.of("b", 1, true));
                        tx.abort();
                    }
                    two.add(db, TWO);
                    refused(() -> three.add(db, THREE));
                });
    }

    @ParameterizedTest
    @EnumSource
    void onceThereAreRowsWritersDoNotConflict(Store store) {
        with(
                store,
                (db, keyspace, two, three) -> {
                    two.add(db, TWO);
                    NStore other = new NStore(keyspace, ROWS, 2);
                    try (Transaction slow = db.begin()) {
                        other.add(slow, Tuple.of("b", 1));
                        two.add(db, Tuple.of("", 1));
                        two.add(db, Tuple.of("z", 1));
                        slow.commit();
                    }
                    assertThat(two.count(db)).isEqualTo(4);
                });
    }

    @ParameterizedTest
    @EnumSource
    void aForeignKeyIsReported(Store store) {
        with(
                store,
                (db, keyspace, two, three) -> {
                    db.in(keyspace).put(ROWS.key("foreign"), Bytes.EMPTY);
                    assertThatThrownBy(() -> two.add(db, TWO))
                            .isInstanceOf(CorruptionException.class)
                            .hasMessageContaining(Bytes.describe(ROWS.key("foreign")));
                });
    }
}
