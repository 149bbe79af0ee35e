package io.cairn.layer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents of many blocks with few different scores, compared with a map that is sorted whole. */
class ManyBlocksTest {

    /** Each in half as many documents as the one before. */
    private static final List<String> TERMS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    private static final int DOCUMENTS = 2_000;
    private static final Comparator<Hit> ORDER =
            Comparator.comparingDouble(Hit::score)
                    .reversed()
                    .thenComparing(hit -> Tuple.of(hit.document()));

    @TempDir private Path directory;

    private final Random random = new Random(5);
    private final Map<String, Map<String, Integer>> model = new TreeMap<>();

    private String name() {
        return Integer.toString(random.nextInt(DOCUMENTS) * 7_919 % DOCUMENTS, 36);
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        int among = 1;
        for (String term : TERMS) {
            if (random.nextInt(among) == 0) {
                counts.put(term, 1 + random.nextInt(3));
            }
            among *= 2;
        }
        return counts;
    }

    private void change(TextIndex index, Database db, int documents, int removedOf) {
        db.transact(tx -> {
            for (int i = 0; i < documents; i++) {
                String name = name();
                if (random.nextInt(removedOf) == 0) {
                    assertThat(index.remove(tx, name)).isEqualTo(model.remove(name) != null);
                } else {
                    Map<String, Integer> counts = counts();
                    assertThat(index.index(tx, name, counts))
                            .isEqualTo(model.put(name, counts) != null);
                }
            }
            return null;
        });
    }

    private void indexTogether(TextIndex index, Database db, int documents) {
        Map<String, Map<String, Integer>> together = new HashMap<>();
        for (int i = 0; i < documents; i++) {
            together.put(name(), counts());
        }
        long present = together.keySet().stream().filter(model::containsKey).count();
        assertThat(index.indexAll(db, together)).isEqualTo((int) present);
        model.putAll(together);
    }

    @ParameterizedTest
    @EnumSource
    void theBestAreExactlyTheBest(Store store) {
        try (OpenStore open = store.open(directory)) {
            Database db = open.db();
            Keyspace keyspace = db.keyspace("texts");
            TextIndex index = new TextIndex(keyspace, Subspace.of("many"));
            for (int round = 0; round < 3; round++) {
                indexTogether(index, db, 700);
                change(index, db, 150, 2);
                change(index, db, 3, 2);
                for (int query = 0; query < 20; query++) {
                    compare(index, db);
                }
            }
            assertThat(index.statistics(db).documents()).isEqualTo(model.size());
            db.transact(tx -> {
                model.keySet().forEach(name -> assertThat(index.remove(tx, name)).isTrue());
                return null;
            });
            assertThat(db.in(keyspace).count(KeyRange.all())).isZero();
        }
    }

    private void compare(TextIndex index, Database db) {
        List<String> terms = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            terms.add(TERMS.get(random.nextInt(TERMS.size())));
        }
        Combination combination = Combination.values()[random.nextInt(2)];
        int limit = 1 + random.nextInt(40);
        SearchQuery query = new SearchQuery(terms, combination, limit, Ranking.counts());
        List<Hit> matching = matching(query);
        assertThat(index.search(db, query))
                .as("%s", query)
                .isEqualTo(matching.stream().sorted(ORDER).limit(limit).toList());
        List<Hit> ranked = index.search(db, query.by(Ranking.bm25()));
        assertThat(ranked).hasSize(Math.min(limit, matching.size())).isSortedAccordingTo(ORDER);
        List<Hit> all = ranked(query, matching);
        for (int i = 0; i < ranked.size(); i++) {
            assertThat(ranked.get(i).score()).isCloseTo(all.get(i).score(), within(1e-12));
        }
        assertThat(matching).extracting(Hit::document).containsAll(documents(ranked));
    }

    private static List<Object> documents(List<Hit> hits) {
        return hits.stream().map(Hit::document).toList();
    }

    private List<Hit> matching(SearchQuery query) {
        List<Hit> matching = new ArrayList<>();
        model.forEach((name, counts) -> {
            long found = query.terms().stream().filter(counts::containsKey).count();
            if (found > 0 && (query.combination() == Combination.OR || all(query, found))) {
                matching.add(
                        new Hit(
                                name,
                                query.terms().stream()
                                        .mapToInt(term -> counts.getOrDefault(term, 0))
                                        .sum()));
            }
        });
        return matching;
    }

    private static boolean all(SearchQuery query, long found) {
        return found == query.terms().size();
    }

    private List<Hit> ranked(SearchQuery query, List<Hit> matching) {
        double mean =
                model.values().stream().mapToInt(ManyBlocksTest::length).average().orElseThrow();
        Map<String, Long> frequencies = new HashMap<>();
        for (String term : query.terms()) {
            frequencies.put(
                    term, model.values().stream().filter(each -> each.containsKey(term)).count());
        }
        List<Hit> ranked = new ArrayList<>();
        for (Hit hit : matching) {
            Map<String, Integer> counts = model.get((String) hit.document());
            double norm = 1.2 * (0.25 + 0.75 * length(counts) / mean);
            double score = 0;
            for (String term : query.terms()) {
                double with = frequencies.get(term);
                double count = counts.getOrDefault(term, 0);
                score +=
                        Math.log(1 + (model.size() - with + 0.5) / (with + 0.5))
                                * (count * 2.2)
                                / (count + norm);
            }
            ranked.add(new Hit(hit.document(), score));
        }
        ranked.sort(ORDER);
        return ranked;
    }

    private static int length(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
