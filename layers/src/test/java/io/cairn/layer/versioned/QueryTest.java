package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Variables, and several patterns at once. */
class QueryTest {

    private static final Variable X = Variable.of("x");
    private static final Variable Y = Variable.of("y");

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void aVariableThatStandsTwiceIsTheSame(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            Tuple same = Tuple.of(new byte[] {1}, "p", new byte[] {1});
            Version version = opened.added(same, Tuple.of(new byte[] {1}, "p", new byte[] {2}));
            Pattern twice = Pattern.of(X, "p", X);
            Change change = opened.tuples().begin(db, "");
            opened.added(Tuple.of("later", "p", "later"), Tuple.of("later", "p", "x"));
            assertThat(opened.tuples().select(db, twice))
                    .containsExactlyInAnyOrder(same, Tuple.of("later", "p", "later"));
            assertThat(opened.tuples().asOf(version).select(db, twice)).containsExactly(same);
            assertThat(change.select(db, twice)).containsExactly(same);
            Pattern free = Pattern.of(Variable.any(), "p", Variable.any());
            assertThat(opened.tuples().select(db, free)).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void patternsMeetInTheirVariablesInAnyOrder(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            opened.added(
                    Tuple.of(1, "blog", "title"),
                    Tuple.of(2, "in", 1),
                    Tuple.of(3, "in", 1),
                    Tuple.of(4, "in", 9),
                    Tuple.of(2, "text", "first"),
                    Tuple.of(3, "text", null));
            Pattern post = Pattern.of(X, "in", Y);
            Pattern blog = Pattern.of(Y, "blog", "title");
            Pattern text = Pattern.of(X, "text", Variable.of("text"));
            for (List<Pattern> order :
                    List.of(List.of(post, blog, text), List.of(text, post, blog))) {
                List<Map<String, @Nullable Object>> rows =
                        Opened.answers(opened.tuples(), db, order.toArray(Pattern[]::new));
                assertThat(rows)
                        .extracting(row -> row.get("text"))
                        .containsExactlyInAnyOrder("first", null);
                assertThat(rows)
                        .allSatisfy(row -> assertThat(row).containsOnlyKeys("x", "y", "text"));
            }
            assertThat(Opened.answers(opened.tuples(), db, Pattern.of(4, "in", 9)))
                    .containsExactly(Map.of());
            assertThat(Opened.answers(opened.tuples(), db, Pattern.of(4, "in", 8))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeSeesItsEditsAndIsHeldToWhatItsQueryRead(Store store) {
        try (Opened opened = Opened.of(store, directory, 3)) {
            Database db = opened.db();
            opened.added(Tuple.of(1, "in", 7), Tuple.of(2, "in", 8));
            Pattern[] query = {Pattern.of(X, "in", 7), Pattern.of(X, "text", Y)};
            Change change = opened.tuples().begin(db, "");
            assertThat(Opened.answers(change, db, query)).isEmpty();
            change.add(db, Tuple.of(1, "text", "mine"));
            assertThat(Opened.answers(change, db, query))
                    .containsExactly(Map.of("x", 1L, "y", "mine"));
            opened.added(Tuple.of(2, "text", "not asked for"));
            Change twin = opened.tuples().begin(db, "");
            Opened.answers(twin, db, query);
            change.apply(db).orThrow();
            assertThat(twin.apply(db))
                    .isEqualTo(new ApplyResult.Conflicts(List.of(Tuple.of(1, "text", "mine"))));
        }
    }
}
