package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.error.ConflictException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Old versions are forgotten, and the others stay as they were. */
class PruneTest {

    private static final Pattern ALL = Pattern.of(Variable.any(), Variable.any());
    private static final Tuple A = Tuple.of("a", 1);
    private static final Tuple B = Tuple.of("b", 2);

    @TempDir Path directory;

    /** Applies a change of several random edits. */
    private static Version changed(Opened opened, Random random) {
        return opened.db()
                .transact(tx -> {
                    Change change = opened.tuples().begin(tx, "");
                    for (int i = random.nextInt(1, 9); i > 0; i--) {
                        Tuple tuple = Tuple.of("t" + random.nextInt(4), random.nextInt(8));
                        if (random.nextBoolean()) {
                            change.add(tx, tuple);
                        } else {
                            change.remove(tx, tuple);
                        }
                    }
                    return change.apply(tx).orThrow();
                });
    }

    @ParameterizedTest
    @EnumSource
    void laterVersionsStayAsTheyWere(Store store) {
        Random random = new Random(4);
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            VersionedTuples tuples = opened.tuples();
            List<Version> versions = new ArrayList<>(List.of(Version.START));
            List<Set<Tuple>> contents = new ArrayList<>(List.of(Set.of()));
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < 40; i++) {
                    versions.add(changed(opened, random));
                    contents.add(new HashSet<>(tuples.select(db, ALL)));
                }
                int kept = versions.size() - 1 - random.nextInt(30);
                assertThat(tuples.prune(db, versions.get(kept))).isEqualTo(versions.get(kept));
                assertThat(tuples.oldest(db)).isEqualTo(versions.get(kept));
                for (int i = kept; i < versions.size(); i++) {
                    AsOf then = tuples.asOf(versions.get(i));
                    assertThat(then.select(db, ALL))
                            .containsExactlyInAnyOrderElementsOf(contents.get(i));
                    Tuple tuple = Tuple.of("t" + random.nextInt(4), random.nextInt(8));
                    assertThat(then.ask(db, tuple)).isEqualTo(contents.get(i).contains(tuple));
                    Set<Tuple> patched = new HashSet<>(contents.get(i));
                    tuples.diff(db, versions.get(i), versions.getLast())
                            .forEach(edit ->
                                    assertThat(
                                                    edit.added()
                                                            ? patched.add(edit.tuple())
                                                            : patched.remove(edit.tuple()))
                                            .isTrue());
                    assertThat(patched).isEqualTo(contents.getLast());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatLivesAndTheChangesRemain(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            VersionedTuples tuples = opened.tuples();
            Version first = opened.added(A, B);
            opened.removed(A);
            opened.added(A);
            Version last = opened.removed(B);
            Origin origin = tuples.get(db, A).orElseThrow();
            assertThat(tuples.prune(db, last)).isEqualTo(last);
            /* Newest and oldest version, four changes; history and two orders of A. */
            assertThat(opened.rawKeys()).isEqualTo(2 + 4 + 1 + 2);
            assertThat(tuples.history(db, A))
                    .containsExactly(new HistoryEntry(origin.version(), origin.change(), true));
            assertThat(tuples.history(db, B)).isEmpty();
            assertThat(tuples.changes(db)).extracting(ChangeInfo::message).hasSize(4);
            assertThat(tuples.change(db, origin.change()).orElseThrow().edits(db)).isEmpty();
            assertThat(tuples.asOf(last).select(db, ALL)).containsExactly(A);
            for (Runnable late :
                    List.<Runnable>of(
                            () -> tuples.asOf(first).ask(db, A),
                            () -> tuples.asOf(first).select(db, ALL),
                            () -> tuples.asOf(first).query(db, ALL),
                            () -> tuples.diff(db, first, last),
                            () -> tuples.diff(db, last, first))) {
                assertThatThrownBy(late::run)
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("pruned")
                        .hasMessageContaining("oldest=" + last);
            }
            assertThat(tuples.prune(db, first)).as("an older version").isEqualTo(last);
            assertThatThrownBy(() -> tuples.prune(db, last.next()))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("newest=" + last);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOpenChangeKeepsItsBase(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            VersionedTuples tuples = opened.tuples();
            Version base = opened.added(A);
            Change open = tuples.begin(db, "");
            Version last = opened.removed(A);
            assertThat(tuples.prune(db, last)).isEqualTo(base);
            assertThat(open.ask(db, A)).isTrue();
            assertThat(open.apply(db)).isEqualTo(new ApplyResult.Conflicts(List.of(A)));
            open.discard(db);
            assertThat(tuples.prune(db, last)).isEqualTo(last);
            assertThat(tuples.history(db, A)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatBeginsMeanwhileConflicts(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(A);
            try (Transaction late = db.begin()) {
                opened.tuples().begin(late, "");
                Version last = opened.added(B);
                assertThat(opened.tuples().prune(db, last)).isEqualTo(last);
                assertThatThrownBy(late::commit).isInstanceOf(ConflictException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void pruningIsAPartOfATransaction(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(A);
            Version last = opened.removed(A);
            long keys = opened.rawKeys();
            try (Transaction tx = db.begin()) {
                assertThat(opened.tuples().prune(tx, last)).isEqualTo(last);
                assertThat(opened.tuples().history(tx, A)).isEmpty();
                tx.abort();
            }
            assertThat(opened.rawKeys()).isEqualTo(keys);
            assertThat(opened.tuples().history(db, A)).hasSize(2);
        }
    }
}
