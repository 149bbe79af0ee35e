package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.error.ConflictException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arguments that make no sense, and rows that no store has written. */
class BadInputTest {

    private static final Tuple A = Tuple.of("a", 1);
    private static final Pattern ALL = Pattern.of(Variable.any(), Variable.any());

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void anotherNumberOfColumnsIsRefused(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            AsOf start = opened.tuples().asOf(Version.START);
            long keys = opened.rawKeys();
            Tuple one = Tuple.of("a");
            Pattern three = Pattern.of("a", Variable.any(), 3);
            for (Runnable wrong :
                    List.<Runnable>of(
                            () -> change.add(db, one),
                            () -> change.remove(db, one),
                            () -> change.ask(db, one),
                            () -> change.select(db, three),
                            () -> change.list(db, 9, ALL, three),
                            () -> opened.tuples().ask(db, one),
                            () -> opened.tuples().get(db, one),
                            () -> opened.tuples().history(db, one),
                            () -> opened.tuples().select(db, three),
                            () -> opened.tuples().query(db, ALL, three),
                            () -> start.ask(db, one),
                            () -> start.get(db, one),
                            () -> start.select(db, three),
                            () -> start.query(db, ALL, three))) {
                assertThatThrownBy(wrong::run)
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("expected=2");
            }
            assertThat(opened.rawKeys()).isEqualTo(keys);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreOfAnotherNumberOfColumnsIsRefused(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            UUID change = opened.tuples().begin(db, "makes the store").id();
            Tuple three = Tuple.of(1, 2, 3);
            Pattern pattern = Pattern.of(1, 2, Variable.any());
            VersionedTuples wrong = new VersionedTuples(opened.keyspace(), Opened.SUBSPACE, 3);
            for (Runnable first :
                    List.<Runnable>of(
                            () -> wrong.begin(db, ""),
                            () -> wrong.change(db, change),
                            () -> wrong.changes(db),
                            () -> wrong.newest(db),
                            () -> wrong.oldest(db),
                            () -> wrong.prune(db, Version.START),
                            () -> wrong.ask(db, three),
                            () -> wrong.get(db, three),
                            () -> wrong.history(db, three),
                            () -> wrong.select(db, pattern),
                            () -> wrong.query(db, pattern),
                            () -> wrong.list(db, 1, pattern),
                            () -> wrong.asOf(Version.START).ask(db, three),
                            () -> wrong.diff(db, Version.START, Version.START))) {
                assertThatThrownBy(first::run)
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("columns=3, stored=2");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoThatMakeAStoreAtOnceOneIsRefused(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            VersionedTuples other = new VersionedTuples(opened.keyspace(), Opened.SUBSPACE, 3);
            try (Transaction slow = opened.db().begin()) {
                other.begin(slow, "");
                opened.tuples().begin(opened.db(), "");
                assertThatThrownBy(slow::commit).isInstanceOf(ConflictException.class);
            }
            assertThatThrownBy(() -> other.begin(opened.db(), ""))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("columns=3, stored=2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void negativeLimitsAndLongTuplesAreRefused(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            assertThatThrownBy(() -> opened.tuples().select(db, ALL, -1))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("limit=-1");
            assertThatThrownBy(() -> change.add(db, Tuple.of("x".repeat(1 << 17), 1)))
                    .isInstanceOf(LimitException.class);
            assertThat(change.edits(db)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreignRowsAreReportedAsDamage(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            opened.added(A);
            Version second = opened.removed(A);
            Version third = opened.added(A);
            Change change = opened.tuples().begin(db, "");
            Layout layout = new Layout(Opened.SUBSPACE, 2);
            Subspace live = layout.live().at(2);
            for (Damage damage :
                    List.of(
                            new Damage(
                                    layout.head(),
                                    Bytes.utf8("?"),
                                    () -> opened.tuples().newest(db)),
                            new Damage(
                                    live.key(0, "a", 1),
                                    Tuple.of(1).pack(),
                                    "tuple=" + A,
                                    () -> opened.tuples().get(db, A)),
                            new Damage(
                                    live.key(1, "alone", 1, 1),
                                    Bytes.EMPTY,
                                    () ->
                                            opened.tuples()
                                                    .select(
                                                            db,
                                                            Pattern.of(Variable.any(), "alone"))),
                            new Damage(
                                    layout.history(A, second),
                                    Tuple.of("yes").pack(),
                                    () -> opened.tuples().asOf(second).ask(db, A)),
                            new Damage(
                                    layout.log(third, A),
                                    Bytes.EMPTY,
                                    () -> opened.tuples().diff(db, second, third)),
                            new Damage(
                                    layout.change(change.id()),
                                    Tuple.of(-1, "", null).pack(),
                                    () -> change.info(db)),
                            new Damage(
                                    layout.edits(change.id()).pack(A),
                                    Tuple.of(true).pack(),
                                    () -> change.edits(db)))) {
                damage.isReported(opened);
            }
        }
    }

    /** A row that is overwritten, and what must not believe it. */
    private record Damage(byte[] key, byte[] value, String named, Runnable reading) {

        Damage(byte[] key, byte[] value, Runnable reading) {
            this(key, value, Bytes.describe(key), reading);
        }

        void isReported(Opened opened) {
            byte[] before = opened.db().in(opened.keyspace()).get(key);
            opened.db().in(opened.keyspace()).put(key, value);
            assertThatThrownBy(reading::run)
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining(named);
            if (before == null) {
                opened.db().in(opened.keyspace()).delete(key);
            } else {
                opened.db().in(opened.keyspace()).put(key, before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void queriesAreChecked(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            for (TupleReads reads :
                    List.of(opened.tuples(), opened.tuples().asOf(Version.START), change)) {
                assertThatThrownBy(() -> reads.list(db, -1, ALL))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("limit=-1");
                assertThatThrownBy(() -> reads.list(db, 1))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("needs a pattern");
            }
            assertThatThrownBy(() -> change.query(db, ALL))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("use list");
        }
    }
}
