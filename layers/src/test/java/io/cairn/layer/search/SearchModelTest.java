package io.cairn.layer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random operations and queries, compared with a map of documents that is searched naively. */
class SearchModelTest {

    private static final List<Object> DOCUMENTS =
            List.of("", "a", "a\0", "a\0b", "b", 0L, 1L, -1L, 255L, 256L, 1.5, Tuple.of("a", 1));
    private static final List<String> TERMS = List.of("a", "a\0", "a\0b", "b", "c", "d", "e");

    @TempDir private Path directory;

    private final Random random = new Random(11);
    private final Map<Object, Map<String, Integer>> model = new HashMap<>();

    @ParameterizedTest
    @EnumSource
    void aMapAndTheIndexAgree(Store store) {
        try (OpenStore open = store.open(directory)) {
            Database db = open.db();
            Keyspace keyspace = db.keyspace("texts");
            TextIndex index = new TextIndex(keyspace, Subspace.of("model"));
            for (int step = 0; step < 300; step++) {
                change(index, db);
                compareStatistics(index, db);
                compareSearch(index, db);
            }
            for (Object document : DOCUMENTS) {
                assertThat(index.remove(db, document)).isEqualTo(model.containsKey(document));
            }
            assertThat(db.in(keyspace).count(KeyRange.all())).isZero();
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        for (int left = random.nextInt(6); left > 0; left--) {
            counts.put(any(TERMS), 1 + random.nextInt(4));
        }
        return counts;
    }

    private void change(TextIndex index, Database db) {
        Object document = any(DOCUMENTS);
        Map<String, Integer> counts = counts();
        boolean removes = random.nextInt(4) == 0;
        if (random.nextInt(5) == 0) {
            assertThatThrownBy(() ->
                            db.transact(tx -> {
                                run(index, tx, document, counts, removes);
                                throw new IllegalStateException("given up");
                            }))
                    .hasMessage("given up");
            return;
        }
        assertThat(run(index, db, document, counts, removes))
                .isEqualTo(model.containsKey(document));
        if (removes) {
            model.remove(document);
        } else {
            model.put(document, counts);
        }
    }

    private static boolean run(
            TextIndex index,
            TransactionScope scope,
            Object document,
            Map<String, Integer> counts,
            boolean removes) {
        return removes ? index.remove(scope, document) : index.index(scope, document, counts);
    }

    private void compareStatistics(TextIndex index, Database db) {
        Object document = any(DOCUMENTS);
        assertThat(index.contains(db, document)).isEqualTo(model.containsKey(document));
        assertThat(index.counts(db, document)).isEqualTo(model.getOrDefault(document, Map.of()));
        assertThat(index.statistics(db)).isEqualTo(new TextStatistics(model.size(), length()));
        String term = any(TERMS);
        assertThat(index.frequency(db, term)).isEqualTo(frequency(term));
    }

    private long length() {
        return model.values().stream().mapToLong(SearchModelTest::length).sum();
    }

    private static long length(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    private long frequency(String term) {
        return model.values().stream().filter(counts -> counts.containsKey(term)).count();
    }

    private void compareSearch(TextIndex index, Database db) {
        List<String> terms = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            terms.add(any(TERMS));
        }
        Combination combination = any(List.of(Combination.values()));
        Ranking ranking = random.nextBoolean() ? Ranking.counts() : new Ranking.Bm25(2, 0.6);
        int limit = random.nextInt(8);
        List<Hit> hits = index.search(db, new SearchQuery(terms, combination, limit, ranking));
        Map<Object, Double> scores = scores(Set.copyOf(terms), combination, ranking);
        Comparator<Hit> order =
                Comparator.comparingDouble(Hit::score)
                        .reversed()
                        .thenComparing(hit -> Tuple.of(hit.document()));
        assertThat(hits).hasSize(Math.min(limit, scores.size())).isSortedAccordingTo(order);
        for (Hit hit : hits) {
            Double score = scores.remove(hit.document());
            assertThat(score).isNotNull();
            assertThat(hit.score()).isCloseTo(score, within(1e-12));
        }
        scores.forEach((document, score) -> {
            if (!hits.isEmpty()) {
                Hit last = hits.getLast();
                assertThat(score).isLessThan(last.score() + 1e-12);
                if (ranking instanceof Ranking.Counts && score == last.score()) {
                    assertThat(Tuple.of(document)).isGreaterThan(Tuple.of(last.document()));
                }
            }
        });
    }

    private Map<Object, Double> scores(
            Set<String> terms, Combination combination, Ranking ranking) {
        Map<Object, Double> scores = new HashMap<>();
        model.forEach((document, counts) -> {
            Set<String> found = new HashSet<>(terms);
            found.retainAll(counts.keySet());
            boolean enough = combination == Combination.OR || found.size() == terms.size();
            if (enough && !found.isEmpty()) {
                scores.put(
                        document,
                        found.stream()
                                .collect(
                                        Collectors.summingDouble(
                                                term -> score(term, counts, ranking))));
            }
        });
        return scores;
    }

    private double score(String term, Map<String, Integer> counts, Ranking ranking) {
        double count = counts.getOrDefault(term, 0);
        return switch (ranking) {
            case Ranking.Counts _ -> count;
            case Ranking.Bm25(double k1, double b) -> {
                double documents = model.size();
                double with = frequency(term);
                double relative = length(counts) / (length() / documents);
                yield Math.log(1 + (documents - with + 0.5) / (with + 0.5))
                        * (count * (k1 + 1))
                        / (count + k1 * (1 - b + b * relative));
            }
        };
    }
}
