package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers one by one, of what is alive, was alive, and will be. */
class StreamTest {

    private static final Pattern[] PAIRS = {
        Pattern.of("left", Variable.of("x"), Variable.of("same")),
        Pattern.of("right", Variable.of("y"), Variable.of("same")),
    };

    @TempDir Path directory;

    private static Tuple[] rows(int from, int to) {
        List<Tuple> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(Tuple.of("left", i, i / 2));
            rows.add(Tuple.of("right", i, i / 2));
        }
        return rows.toArray(Tuple[]::new);
    }

    private static List<Binding> drained(BindingCursor cursor) {
        List<Binding> answers = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                answers.add(cursor.binding());
            }
        }
        return answers;
    }

    @ParameterizedTest
    @EnumSource
    void cursorsAndListsGiveTheSame(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Version first = opened.added(rows(0, 40));
            opened.added(rows(40, 60));
            opened.removed(rows(10, 20));
            for (TupleReads reads : List.of(opened.tuples(), opened.tuples().asOf(first))) {
                int expected = reads instanceof AsOf ? 80 : 100;
                List<Binding> all = reads.list(db, Integer.MAX_VALUE, PAIRS);
                assertThat(all).hasSize(expected).doesNotHaveDuplicates();
                assertThat(drained(reads.query(db, PAIRS))).isEqualTo(all);
                assertThat(reads.list(db, 7, PAIRS)).isEqualTo(all.subList(0, 7));
                assertThat(reads.list(db, 0, PAIRS)).isEmpty();
                assertThat(
                                db.<List<Binding>, RuntimeException>transact(
                                        tx -> drained(reads.query(tx, PAIRS))))
                        .isEqualTo(all);
            }
            try (BindingCursor before = opened.tuples().query(db, PAIRS)) {
                opened.removed(rows(0, 60));
                assertThat(drained(before)).hasSize(100);
            }
            assertThat(db.stats().get("open_snapshots")).isIn(0L, null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCursorOfAChangeSeesItsEditsAndIsHeldToWhatItRead(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            opened.added(rows(0, 10));
            Change change = opened.tuples().begin(db, "");
            change.remove(db, Tuple.of("left", 0, 0));
            change.add(db, Tuple.of("left", 100, 4));
            try (Transaction tx = db.begin()) {
                List<Binding> all = drained(change.query(tx, PAIRS));
                assertThat(all)
                        .hasSize(20)
                        .contains(Binding.empty().with("x", 100).with("same", 4).with("y", 9))
                        .isEqualTo(change.list(tx, 99, PAIRS));
                tx.commit();
            }
            Tuple read = Tuple.of("right", 77, 3);
            opened.added(read, Tuple.of("right", 78, 33));
            assertThat(change.apply(db)).isEqualTo(new ApplyResult.Conflicts(List.of(read)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAQueryDoesNotReachIsNotRead(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Change change = opened.tuples().begin(db, "");
            assertThat(change.list(db, 9, PAIRS)).isEmpty();
            opened.added(Tuple.of("right", 1, 1));
            change.apply(db).orThrow();
            Change both = opened.tuples().begin(db, "");
            assertThat(both.list(db, 9, PAIRS)).isEmpty();
            opened.added(Tuple.of("left", 1, 1));
            assertThat(both.apply(db)).isInstanceOf(ApplyResult.Conflicts.class);
        }
    }
}
