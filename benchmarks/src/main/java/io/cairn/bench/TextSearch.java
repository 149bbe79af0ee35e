package io.cairn.bench;

import io.cairn.api.Database;
import io.cairn.layer.search.Combination;
import io.cairn.layer.search.Hit;
import io.cairn.layer.search.Ranking;
import io.cairn.layer.search.SearchQuery;
import io.cairn.layer.search.TextIndex;
import io.cairn.layer.tuple.Subspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The ten best documents for three words, of documents whose words are as frequent as in a
 * language: the n-th word has 1/n of the occurrences of the first. What is found is compared with
 * what looking at every document gives.
 */
final class TextSearch {

    private static final int DOCUMENTS =
            Integer.getInteger("bench.search.documents", Data.BRIEF ? 3_000 : 1_000_000);
    private static final int WORDS = 100_000;
    private static final int LENGTH_MIN = 20;
    private static final int LENGTH_MAX = 60;
    private static final int TERMS = 3;
    private static final int BEST = 10;
    private static final int QUERIES = 10;
    private static final int DOCUMENTS_OF_TRANSACTION = 1_024;
    private static final double LIMIT_NANOS = 50e6;
    private static final Comparator<Hit> WORST_FIRST =
            Comparator.comparingDouble(Hit::score)
                    .thenComparing(hit -> (long) hit.document(), Comparator.reverseOrder());

    private final Database db;
    private final TextIndex index;
    private final Random random = new Random(1);
    private final double[] shares = new double[WORDS];

    TextSearch(Database db) {
        this.db = db;
        index = new TextIndex(db.keyspace("texts"), Subspace.of());
        double sum = 0;
        for (int word = 0; word < WORDS; word++) {
            sum += 1.0 / (word + 1);
            shares[word] = sum;
        }
    }

    /** Queries of one kind. */
    private enum Kind {
        ANY_COMMON("any of three among the 100 commonest words", Combination.OR, 100),
        ALL_COMMON("all of three among the 100 commonest words", Combination.AND, 100),
        ANY("any of three among 10,000 words", Combination.OR, 10_000);

        private final String title;
        private final Combination combination;
        private final int among;

        Kind(String title, Combination combination, int among) {
            this.title = title;
            this.combination = combination;
            this.among = among;
        }

        SearchQuery query(Random random) {
            return new SearchQuery(
                    random.ints(0, among)
                            .distinct()
                            .limit(TERMS)
                            .mapToObj(TextSearch::word)
                            .toList(),
                    combination,
                    BEST,
                    Ranking.counts());
        }
    }

    /** A query and its best documents so far. */
    private record Asked(SearchQuery query, PriorityQueue<Hit> best) {

        void look(long document, Map<String, Integer> counts) {
            int score = 0;
            int found = 0;
            for (String term : query.terms()) {
                int count = counts.getOrDefault(term, 0);
                score += count;
                found += count > 0 ? 1 : 0;
            }
            if (found == TERMS || (found > 0 && query.combination() == Combination.OR)) {
                best.add(new Hit(document, score));
                if (best.size() > BEST) {
                    best.remove();
                }
            }
        }

        List<Hit> hits() {
            return best.stream().sorted(WORST_FIRST.reversed()).toList();
        }
    }

    void run() throws Exception {
        Map<Kind, List<Asked>> asked = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            List<Asked> queries = new ArrayList<>();
            for (int i = 0; i < QUERIES; i++) {
                queries.add(new Asked(kind.query(random), new PriorityQueue<>(WORST_FIRST)));
            }
            asked.put(kind, queries);
        }
        build(asked.values().stream().flatMap(List::stream).toList());
        db.checkpoint();
        for (Kind kind : Kind.values()) {
            List<Asked> queries = Objects.requireNonNull(asked.get(kind));
            Rounds.Medians medians = new Rounds(3, 7).add("search", () -> search(queries)).run();
            double nanos = Objects.requireNonNull(medians.nanos().get("search"));
            Result.print(
                    new Result(
                            "search of " + DOCUMENTS + " documents, ten best for " + kind.title,
                            "a limit",
                            1,
                            LIMIT_NANOS / nanos,
                            nanos / 1e6,
                            LIMIT_NANOS / 1e6,
                            "ms"));
        }
    }

    private void build(List<Asked> asked) {
        for (int from = 0; from < DOCUMENTS; from += DOCUMENTS_OF_TRANSACTION) {
            Map<Long, Map<String, Integer>> documents = new HashMap<>();
            int count = Math.min(DOCUMENTS_OF_TRANSACTION, DOCUMENTS - from);
            for (long number = from; number < from + count; number++) {
                Map<String, Integer> counts = document();
                documents.put(number, counts);
                for (Asked query : asked) {
                    query.look(number, counts);
                }
            }
            index.indexAll(db, documents);
            if (from % (DOCUMENTS_OF_TRANSACTION * 40) == 0) {
                Progress.tick();
            }
        }
    }

    private Map<String, Integer> document() {
        Map<String, Integer> counts = new HashMap<>();
        for (int left = random.nextInt(LENGTH_MIN, LENGTH_MAX + 1); left > 0; left--) {
            int found = Arrays.binarySearch(shares, random.nextDouble() * shares[WORDS - 1]);
            counts.merge(word(found < 0 ? -found - 1 : found), 1, Integer::sum);
        }
        return counts;
    }

    private static String word(int number) {
        return "word" + Integer.toString(number, 36);
    }

    private long search(List<Asked> asked) {
        for (Asked each : asked) {
            List<Hit> hits = index.search(db, each.query());
            if (!hits.equals(each.hits())) {
                throw new IllegalStateException("search: found others than the best");
            }
        }
        return asked.size();
    }
}
