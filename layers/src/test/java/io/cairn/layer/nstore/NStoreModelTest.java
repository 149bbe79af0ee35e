package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.Bytes;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores and plain sets of rows give the same answers. */
class NStoreModelTest {

    private static final List<Object> ELEMENTS =
            List.of("a", "a\0", "a\0b", "", 0, 1, -1, 1.0, true, new byte[] {'a'}, Tuple.of("a"));

    @TempDir Path directory;

    private static @Nullable Object element(Random random) {
        int i = random.nextInt(ELEMENTS.size() + 1);
        return i == ELEMENTS.size() ? null : ELEMENTS.get(i);
    }

    private static Tuple row(Random random, int columns) {
        @Nullable Object[] elements = new Object[columns];
        Arrays.setAll(elements, _ -> element(random));
        return Tuple.of(elements);
    }

    /**
     * Each of the 2^n patterns, with constants from a row and others; each one scan of nothing but
     * answers.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyPatternIsAnsweredAsByLookingAtEveryRow(int columns) {
        Random random = new Random(columns);
        try (Database db = Cairn.inMemory()) {
            Keyspace keyspace = db.keyspace("rows");
            NStore store = new NStore(keyspace, Subspace.of(columns), columns);
            Set<Tuple> rows = new HashSet<>();
            for (int i = 0; i < 150 * columns; i++) {
                rows.add(row(random, columns));
            }
            rows.forEach(row -> store.add(db, row));
            List<Tuple> some = new ArrayList<>(rows);
            for (int set = 0; set < 1 << columns; set++) {
                for (int round = 0; round < 8; round++) {
                    Tuple like = some.get(random.nextInt(some.size()));
                    Pattern pattern = pattern(like, set);
                    CountingScope scope = new CountingScope(db);
                    List<Binding> answers = store.list(scope, Integer.MAX_VALUE, pattern);
                    assertThat(answers)
                            .as("%s", pattern)
                            .doesNotHaveDuplicates()
                            .containsExactlyInAnyOrderElementsOf(
                                    Model.answers(rows, List.of(pattern)));
                    assertThat(scope.lookups).isEqualTo(1);
                    assertThat(scope.rows).isEqualTo(set + 1 == 1 << columns ? 0 : answers.size());
                }
            }
        }
    }

    private static Pattern pattern(Tuple row, int known) {
        @Nullable Object[] terms = new Object[row.size()];
        Arrays.setAll(
                terms,
                column -> (known >> column & 1) == 1 ? row.get(column) : Variable.of("v" + column));
        return Pattern.of(terms);
    }

    @ParameterizedTest
    @EnumSource
    void additionsAndRemovalsAreThoseOfAMap(Store kind) {
        Random random = new Random(11);
        try (OpenStore open = kind.open(directory)) {
            Database db = open.db();
            Keyspace keyspace = db.keyspace("rows");
            NStore store = new NStore(keyspace, Subspace.of("model"), 4);
            Map<Tuple, byte[]> model = new HashMap<>();
            for (int round = 0; round < 40; round++) {
                db.transact(tx -> {
                    for (int i = 0; i < 10; i++) {
                        Tuple row = row(random, 2).concat(Tuple.of(1, 2));
                        if (random.nextInt(3) == 0) {
                            store.remove(tx, row);
                            model.remove(row);
                        } else {
                            byte[] value = Bytes.utf8("v" + random.nextInt());
                            store.add(tx, row, value);
                            model.put(row, value);
                        }
                    }
                    return null;
                });
                assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(6L * model.size());
                for (Tuple row : model.keySet()) {
                    assertThat(store.get(db, row)).isEqualTo(model.get(row));
                }
            }
            assertThat(model).isNotEmpty();
        }
    }

    /** The same patterns in every written order give what trying every row gives. */
    @ParameterizedTest
    @EnumSource
    void joinsAreThoseOfTryingEveryRow(Store kind) {
        Random random = new Random(5);
        try (OpenStore open = kind.open(directory)) {
            Database db = open.db();
            NStore store = new NStore(db.keyspace("rows"), Subspace.of("join"), 3);
            Set<Tuple> rows = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                rows.add(Tuple.of(random.nextInt(5), "p" + random.nextInt(3), random.nextInt(5)));
            }
            db.transact(tx -> {
                rows.forEach(row -> store.add(tx, row));
                return null;
            });
            int answered = 0;
            for (int round = 0; round < 60; round++) {
                List<Pattern> patterns = new ArrayList<>();
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    patterns.add(randomPattern(random));
                }
                List<Binding> expected = Model.answers(rows, patterns);
                answered += expected.isEmpty() ? 0 : 1;
                for (int shuffle = 0; shuffle < 3; shuffle++) {
                    List<Binding> actual = Answers.to(store, db, patterns.toArray(Pattern[]::new));
                    assertThat(actual)
                            .as("%s", patterns)
                            .extracting(Binding::asMap)
                            .doesNotHaveDuplicates()
                            .containsExactlyInAnyOrderElementsOf(
                                    expected.stream().map(Binding::asMap).toList());
                    Collections.shuffle(patterns, random);
                }
            }
            assertThat(answered).isGreaterThan(20);
        }
    }

    private static Pattern randomPattern(Random random) {
        return Pattern.of(
                random.nextInt(4) == 0 ? random.nextInt(5) : variable(random),
                random.nextInt(6) == 0 ? variable(random) : "p" + random.nextInt(3),
                random.nextInt(4) == 0 ? random.nextInt(5) : variable(random));
    }

    private static Variable variable(Random random) {
        return Variable.of("v" + random.nextInt(4));
    }
}
