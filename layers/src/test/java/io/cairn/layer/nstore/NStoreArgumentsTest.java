package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import io.cairn.layer.tuple.Versionstamp;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stores refuse, and what they say. */
class NStoreArgumentsTest {

    private static final Variable X = Variable.of("x");
    private static final Pattern EVERYTHING = Pattern.of(X, Variable.of("y"), Variable.of("z"));

    private final Database db = Cairn.inMemory();
    private final Keyspace keyspace = db.keyspace("rows");
    private final NStore store = new NStore(keyspace, Subspace.of("n"), 3);

    @AfterEach
    void close() {
        db.close();
    }

    private static void refused(ThrowingCallable call, String... texts) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(texts));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 11, 32, Integer.MAX_VALUE})
    void aStoreHasOneToTenColumns(int columns) {
        refused(
                () -> new NStore(keyspace, Subspace.of("n"), columns),
                "number of columns",
                "columns=" + columns,
                "max=10");
    }

    @Test
    void tenColumnsWork() {
        NStore wide = new NStore(keyspace, Subspace.of("wide"), NStore.COLUMNS_MAX);
        assertThat(wide.indexes()).isEqualTo(252);
        wide.add(db, Tuple.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        wide.add(db, Tuple.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 8));
        Variable y = Variable.of("y");
        assertThat(Answers.to(wide, db, Pattern.of(X, 1, y, 3, 4, 5, 6, 7, 8, 9)))
                .containsExactly(Binding.empty().with("x", 0).with("y", 2));
        assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(2 * 252);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4})
    void rowsAndPatternsHaveTheColumnsOfTheStore(int columns) {
        Object[] elements = new Object[columns];
        Arrays.fill(elements, 1);
        Tuple row = Tuple.of(elements);
        String[] texts = {"number of columns", "columns=" + columns, "expected=3"};
        refused(() -> store.add(db, row), texts);
        refused(() -> store.remove(db, row), texts);
        refused(() -> store.get(db, row), texts);
        refused(() -> store.contains(db, row), texts);
        refused(() -> store.query(db, Pattern.of(elements)), texts);
        refused(() -> store.query(db, EVERYTHING, Pattern.of(elements)), "pattern=1");
        refused(() -> store.where(db, Binding.empty(), Pattern.of(elements)), texts);
        refused(() -> store.list(db, 1, Pattern.of(elements)), texts);
        assertThat(Answers.rawKeys(db, keyspace)).isZero();
        assertThat(db.stats().get("open_snapshots")).isZero();
    }

    @Test
    void aQueryHasOneToSixtyFourPatterns() {
        refused(() -> store.query(db), "needs a pattern");
        Pattern[] patterns = new Pattern[Query.PATTERNS_MAX];
        Arrays.fill(patterns, EVERYTHING);
        store.add(db, Tuple.of(1, 2, 3));
        assertThat(Answers.to(store, db, patterns)).hasSize(1);
        Pattern[] more = Arrays.copyOf(patterns, patterns.length + 1);
        more[patterns.length] = EVERYTHING;
        assertThatThrownBy(() -> store.query(db, more))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("max=64");
        refused(() -> store.list(db, -1, EVERYTHING), "limit=-1");
    }

    @Test
    void whatCannotBePackedIsRefused() {
        Versionstamp stamp = Versionstamp.incomplete(0);
        refused(() -> store.add(db, Tuple.of(1, 2, stamp)), "versionstamp");
        refused(() -> store.add(db, Tuple.of(1, 2, "\uD800")), "surrogate");
        Binding known = Binding.empty().with("x", stamp);
        refused(() -> store.where(db, known, EVERYTHING), "versionstamp");
        assertThat(Answers.rawKeys(db, keyspace)).isZero();
        assertThat(db.stats().get("open_snapshots")).isZero();
    }

    @Test
    void nullsAreNamed() {
        assertThatThrownBy(() -> store.query(null, EVERYTHING))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("scope");
        assertThatThrownBy(() -> store.add(db, Tuple.of(1, 2, 3), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
    }

    @Test
    void aKeyspaceOfAnotherDatabaseIsRefusedAndNothingStaysOpen() {
        try (Database other = Cairn.inMemory()) {
            assertThatThrownBy(() -> store.query(other, EVERYTHING))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThat(other.stats().get("open_snapshots")).isZero();
        }
    }

    @Test
    void knownVariablesThatNoPatternHasStayInTheAnswer() {
        store.add(db, Tuple.of(1, 2, 3), Bytes.EMPTY);
        Binding known = Binding.empty().with("other", "o").with("x", 1);
        assertThat(Answers.all(store.where(db, known, EVERYTHING)))
                .containsExactly(known.with("y", 2).with("z", 3));
        assertThat(Answers.all(store.where(db, Binding.empty().with("x", 7), EVERYTHING)))
                .isEmpty();
    }
}
