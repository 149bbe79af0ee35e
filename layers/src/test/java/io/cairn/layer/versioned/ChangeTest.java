package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes, from their beginning to the version they make. */
class ChangeTest {

    private static final Tuple TITLE = Tuple.of("u", "title", "hello");
    private static final Tuple TAG = Tuple.of("u", "tag", "world");

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void tenRoundsOfAddingAndRemoving(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Pattern tags = Pattern.of(Variable.of("who"), "title", "hello");
            for (int round = 0; round < 10; round++) {
                assertThat(Opened.answers(opened.tuples(), db, tags)).isEmpty();
                opened.added(TITLE);
                assertThat(Opened.answers(opened.tuples(), db, tags))
                        .containsExactly(Map.of("who", "u"));
                opened.removed(TITLE);
            }
            assertThat(Opened.answers(opened.tuples(), db, tags)).isEmpty();
            assertThat(opened.tuples().changes(db)).hasSize(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesAreListedAppliedOnesFirst(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change open = opened.tuples().begin(db, "open");
            Change second = opened.tuples().begin(db, "second");
            Change first = opened.tuples().begin(db, "first");
            Version one = first.apply(db).orThrow();
            Version two = second.apply(db).orThrow();
            assertThat(opened.tuples().changes(db))
                    .containsExactly(
                            new ChangeInfo(first.id(), Version.START, "first", one),
                            new ChangeInfo(second.id(), Version.START, "second", two),
                            new ChangeInfo(open.id(), Version.START, "open", null));
            assertThat(opened.tuples().begin(db, "").info(db).base()).isEqualTo(two);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageIsReplacedUntilTheChangeIsApplied(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            change.message(db, "hello world");
            assertThat(change.info(db).message()).isEqualTo("hello world");
            change.apply(db).orThrow();
            assertThat(change.info(db).message()).isEqualTo("hello world");
            assertThatThrownBy(() -> change.message(db, "late"))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining(change.id().toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void editsWaitUntilTheyAreApplied(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            change.add(db, TITLE);
            change.add(db, TAG);
            assertThat(change.edits(db))
                    .containsExactly(new Edit(TAG, true), new Edit(TITLE, true));
            assertThat(opened.tuples().ask(db, TAG)).isFalse();
            assertThat(opened.tuples().begin(db, "other").ask(db, TAG)).isFalse();
            change.apply(db).orThrow();
            assertThat(opened.tuples().ask(db, TAG)).isTrue();
            assertThat(change.edits(db)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOnePatternBindsIsPutIntoTheNext(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            opened.added(TITLE, TAG, Tuple.of("v", "title", "bye"), Tuple.of("v", "tag", "x"));
            assertThat(
                            Opened.answers(
                                    opened.tuples(),
                                    db,
                                    Pattern.of(Variable.of("id"), "tag", Variable.of("tag")),
                                    Pattern.of(Variable.of("id"), "title", "hello")))
                    .containsExactly(Map.of("id", "u", "tag", "world"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void applyingAgainDoesNothing(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            change.add(db, TITLE);
            Version version = change.apply(db).orThrow();
            opened.removed(TITLE);
            long keys = opened.rawKeys();
            assertThat(change.apply(db)).isEqualTo(new ApplyResult.Applied(version));
            assertThat(change.apply(db, Policy.LAST_WRITER_WINS).orThrow()).isEqualTo(version);
            assertThat(opened.tuples().ask(db, TITLE)).isFalse();
            assertThat(opened.rawKeys()).isEqualTo(keys);
            for (Runnable late :
                    List.<Runnable>of(
                            () -> change.add(db, TAG),
                            () -> change.remove(db, TAG),
                            () -> change.ask(db, TAG),
                            () -> change.select(db, Matches.exactly(TAG)),
                            () -> change.discard(db))) {
                assertThatThrownBy(late::run)
                        .isInstanceOf(TransactionStateException.class)
                        .hasMessageContaining("applied");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotThereIsNoError(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            assertThat(opened.tuples().change(db, new UUID(1, 2))).isEmpty();
            assertThat(opened.tuples().get(db, TITLE)).isEmpty();
            Change change = opened.tuples().begin(db, "");
            assertThat(change.remove(db, TITLE)).isFalse();
            assertThat(change.edits(db)).isEmpty();
            change.add(db, TITLE);
            Version version = change.apply(db).orThrow();
            assertThat(opened.tuples().get(db, TITLE))
                    .isEqualTo(Optional.of(new Origin(version, change.id())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeIsContinuedByItsId(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            UUID id = opened.tuples().begin(db, "long").id();
            VersionedTuples again = new VersionedTuples(opened.keyspace(), Opened.SUBSPACE, 3);
            Change continued = again.change(db, id).orElseThrow();
            continued.add(db, TITLE);
            continued.apply(db).orThrow();
            assertThat(opened.tuples().ask(db, TITLE)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastEditOfATupleCounts(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            opened.added(TITLE);
            Change change = opened.tuples().begin(db, "");
            assertThat(change.remove(db, TITLE)).isTrue();
            assertThat(change.ask(db, TITLE)).isFalse();
            change.add(db, TITLE);
            change.add(db, TAG);
            assertThat(change.select(db, Pattern.of("u", Variable.any(), Variable.any())))
                    .containsExactly(TAG, TITLE);
            assertThat(change.remove(db, TAG)).isTrue();
            assertThat(change.remove(db, TAG)).isFalse();
            change.apply(db).orThrow();
            assertThat(opened.tuples().ask(db, TITLE)).isTrue();
            assertThat(opened.tuples().ask(db, TAG)).isFalse();
            assertThat(opened.tuples().history(db, TITLE)).hasSize(1);
            assertThat(opened.tuples().history(db, TAG)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTupleAddedByTwoChangesIsThereOnce(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change first = opened.tuples().begin(db, "");
            Change second = opened.tuples().begin(db, "");
            first.add(db, TITLE);
            second.add(db, TITLE);
            Version version = first.apply(db).orThrow();
            second.apply(db).orThrow();
            Pattern all = Pattern.of(Variable.any(), Variable.any(), Variable.any());
            assertThat(opened.tuples().select(db, all)).containsExactly(TITLE);
            assertThat(opened.tuples().history(db, TITLE))
                    .containsExactly(new HistoryEntry(version, first.id(), true));
            opened.removed(TITLE);
            assertThat(opened.tuples().select(db, all)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiscardedChangeLeavesNothingButTheStore(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            change.add(db, TITLE);
            change.ask(db, TAG);
            change.select(db, Pattern.of("u", Variable.any(), Variable.any()));
            assertThat(opened.rawKeys()).isEqualTo(1 + 4);
            change.discard(db);
            assertThat(opened.rawKeys()).isEqualTo(1);
            assertThatThrownBy(() -> change.apply(db))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("discarded");
        }
    }
}
