package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads of versions, and what came between them. */
class VersionsTest {

    private static final Tuple A = Tuple.of("a", 1);
    private static final Tuple B = Tuple.of("a", 2);
    private static final Tuple C = Tuple.of("a\0b", 1);
    private static final Pattern ALL = Pattern.of(Variable.of("x"), Variable.of("y"));

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void aVersionIsReadAfterItsTuplesAreRemoved(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            VersionedTuples tuples = opened.tuples();
            Version first = opened.added(A, C);
            Version second = opened.added(B);
            opened.removed(A, B, C);
            assertThat(tuples.select(db, ALL)).isEmpty();
            assertThat(tuples.asOf(Version.START).select(db, ALL)).isEmpty();
            AsOf then = tuples.asOf(first);
            assertThat(then.select(db, ALL)).containsExactly(A, C);
            assertThat(tuples.asOf(second).select(db, ALL)).containsExactly(A, B, C);
            assertThat(tuples.asOf(second).select(db, ALL, 2)).containsExactly(A, B);
            assertThat(tuples.asOf(second).select(db, ALL, 0)).isEmpty();
            assertThat(tuples.asOf(second).select(db, Pattern.of("a", Variable.any())))
                    .containsExactly(A, B);
            assertThat(tuples.asOf(second).select(db, Pattern.of(Variable.any(), 1)))
                    .containsExactly(A, C);
            assertThat(then.ask(db, A)).isTrue();
            assertThat(then.ask(db, B)).isFalse();
            assertThat(then.get(db, A).map(Origin::version)).isEqualTo(Optional.of(first));
            assertThat(then.get(db, B)).isEmpty();
            assertThat(Opened.answers(then, db, ALL, Pattern.of(Variable.of("x"), 1)))
                    .containsExactlyInAnyOrder(
                            Map.of("x", "a", "y", 1L), Map.of("x", "a\0b", "y", 1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHistoryOfATupleNamesVersionsAndChanges(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            Version added = opened.added(A);
            opened.added(B);
            Version removed = opened.removed(A);
            Version again = opened.added(A);
            List<ChangeInfo> changes = opened.tuples().changes(db);
            assertThat(opened.tuples().history(db, A))
                    .containsExactly(
                            new HistoryEntry(added, changes.get(0).id(), true),
                            new HistoryEntry(removed, changes.get(2).id(), false),
                            new HistoryEntry(again, changes.get(3).id(), true));
            assertThat(opened.tuples().history(db, C)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiffIsWhatRemainsOfTheEditsBetween(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            VersionedTuples tuples = opened.tuples();
            Version first = opened.added(A);
            opened.added(B);
            opened.removed(A, B);
            Version last = opened.added(C);
            assertThat(tuples.diff(db, first, last))
                    .containsExactlyInAnyOrder(new Edit(A, false), new Edit(C, true));
            assertThat(tuples.diff(db, last, first))
                    .containsExactlyInAnyOrder(new Edit(A, true), new Edit(C, false));
            assertThat(tuples.diff(db, Version.START, last)).containsExactly(new Edit(C, true));
            assertThat(tuples.diff(db, last, last)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void askingReadsOneKeyAfterAThousandVersions(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            for (int block = 0; block < 20; block++) {
                db.transact(tx -> {
                    for (int i = 0; i < 25; i++) {
                        Change adding = opened.tuples().begin(tx, "");
                        adding.add(tx, A);
                        adding.apply(tx).orThrow();
                        Change removing = opened.tuples().begin(tx, "");
                        removing.remove(tx, A);
                        removing.apply(tx).orThrow();
                    }
                    return null;
                });
            }
            opened.added(A);
            assertThat(opened.tuples().history(db, A)).hasSize(1001);
            assertThat(opened.tuples().ask(db, A)).as("the first use looks around").isTrue();
            CountedReads counted = new CountedReads(db);
            assertThat(opened.tuples().ask(counted, A)).isTrue();
            assertThat(opened.tuples().ask(counted, B)).isFalse();
            assertThat(counted.calls()).containsExactly("exists", "exists");
            Version middle = opened.tuples().history(db, A).get(499).version();
            assertThat(opened.tuples().asOf(middle).ask(db, A)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVersionThatIsNotThereYetIsRefused(Store store) {
        try (Opened opened = Opened.of(store, directory, 2)) {
            Database db = opened.db();
            Version next = opened.added(A).next();
            for (Runnable early :
                    List.<Runnable>of(
                            () -> opened.tuples().asOf(next).ask(db, A),
                            () -> opened.tuples().asOf(next).get(db, A),
                            () -> opened.tuples().asOf(next).select(db, ALL),
                            () -> opened.tuples().diff(db, Version.START, next))) {
                assertThatThrownBy(early::run)
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("version=2, newest=1");
            }
        }
    }

    @Test
    void versionsAreKeptAsText() {
        Version version = Version.START.next().next();
        assertThat(Version.parse(version.toString())).isEqualTo(version).hasSameHashCodeAs(version);
        assertThat(version).isGreaterThan(Version.START);
        for (String text : List.of("", "x", "-1", "99999999999999999999")) {
            assertThatThrownBy(() -> Version.parse(text))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }
}
