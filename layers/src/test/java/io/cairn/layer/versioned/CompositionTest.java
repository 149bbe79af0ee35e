package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.error.ConflictException;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations as parts of larger transactions, and of several threads. */
class CompositionTest {

    private static final Tuple A = Tuple.of("a", 1, true);
    private static final Tuple B = Tuple.of("b", 2, false);
    private static final Subspace ELSEWHERE = Subspace.of("elsewhere");

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void twoStoresChangeTogether(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            VersionedTuples other = new VersionedTuples(opened.keyspace(), ELSEWHERE, 3);
            Change mine = opened.tuples().begin(db, "");
            db.transact(tx -> {
                mine.add(tx, A);
                Version version = mine.apply(tx).orThrow();
                assertThat(opened.tuples().ask(tx, A)).isTrue();
                assertThat(opened.tuples().asOf(version).ask(tx, A)).isTrue();
                Change theirs = other.begin(tx, "");
                theirs.add(tx, B);
                return theirs.apply(tx).orThrow();
            });
            assertThat(opened.tuples().ask(db, A)).isTrue();
            assertThat(other.ask(db, B)).isTrue();
            assertThat(other.ask(db, A)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAbortLeavesNothing(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            List<Change> begun = new ArrayList<>();
            assertThatThrownBy(() ->
                            db.transact(tx -> {
                                Change change = opened.tuples().begin(tx, "");
                                begun.add(change);
                                change.add(tx, A);
                                change.ask(tx, B);
                                change.apply(tx).orThrow();
                                throw new IllegalStateException("enough");
                            }))
                    .hasMessage("enough");
            assertThat(opened.rawKeys()).isZero();
            assertThatThrownBy(() -> begun.getFirst().add(db, A))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("not committed");
            assertThat(opened.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConflictWritesNothing(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            change.ask(db, A);
            change.add(db, B);
            opened.added(A);
            long keys = opened.rawKeys();
            Version newest = opened.tuples().newest(db);
            assertThat(change.apply(db)).isInstanceOf(ApplyResult.Conflicts.class);
            assertThat(opened.rawKeys()).isEqualTo(keys);
            assertThat(opened.tuples().newest(db)).isEqualTo(newest);
            assertThat(opened.tuples().ask(db, B)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRowsOfATupleAreThoseDrawn(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            /* Newest version, change, edit, version, its tuple, history, three column orders. */
            opened.added(A);
            assertThat(opened.rawKeys()).isEqualTo(1 + 1 + 1 + 1 + 1 + 1 + 3);
            opened.removed(A);
            assertThat(opened.rawKeys()).isEqualTo(1 + 2 * (1 + 1 + 1 + 1 + 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAliveNowIsReadWithConflictsAndAVersionWithout(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Version version = opened.added(A);
            try (Transaction settled = db.begin();
                    Transaction current = db.begin()) {
                assertThat(opened.tuples().asOf(version).ask(settled, A)).isTrue();
                assertThat(opened.tuples().ask(current, A)).isTrue();
                settled.put(Bytes.utf8("settled"), Bytes.EMPTY);
                current.put(Bytes.utf8("current"), Bytes.EMPTY);
                opened.removed(A);
                assertThat(opened.tuples().asOf(version).ask(settled, A)).isTrue();
                settled.commit();
                assertThatThrownBy(current::commit).isInstanceOf(ConflictException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAppliedBetweenValidationAndCommit(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            assertThat(change.ask(db, A)).isFalse();
            change.add(db, B);
            try (Transaction late = db.begin()) {
                change.apply(late).orThrow();
                opened.added(A);
                assertThatThrownBy(late::commit).isInstanceOf(ConflictException.class);
            }
            assertThat(change.apply(db)).isEqualTo(new ApplyResult.Conflicts(List.of(A)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEditConflictsWithApplyingItsChange(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            try (Transaction editing = db.begin()) {
                change.add(editing, A);
                change.apply(db).orThrow();
                assertThatThrownBy(editing::commit).isInstanceOf(ConflictException.class);
            }
            assertThat(change.edits(db)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoThreadsEditAndApplyOneChange(Store store) throws Exception {
        try (Opened opened = Opened.of(store, directory, 3);
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            List<Callable<Boolean>> editing = new ArrayList<>();
            List<Callable<Version>> applying = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                String name = "thread " + thread;
                editing.add(() -> {
                    for (int i = 0; i < 50; i++) {
                        change.add(db, Tuple.of(name, i, null));
                        change.ask(db, Tuple.of("shared", i, null));
                    }
                    return true;
                });
                applying.add(() -> change.apply(db).orThrow());
            }
            for (Future<Boolean> done : executor.invokeAll(editing)) {
                assertThat(done.get()).isTrue();
            }
            for (Future<Version> done : executor.invokeAll(applying)) {
                assertThat(done.get()).isEqualTo(Version.START.next());
            }
            Pattern all = Pattern.of(Variable.any(), Variable.any(), null);
            assertThat(opened.tuples().select(db, all)).hasSize(100);
            assertThat(opened.tuples().newest(db)).isEqualTo(Version.START.next());
        }
    }
}
