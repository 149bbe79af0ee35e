package io.cairn.layer.search;

import io.cairn.api.ReadView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** One search on one state. Used by one thread. */
final class Search {

    private final ReadView view;
    private final TextRows rows;
    private final SearchQuery query;
    private final boolean all;

    Search(ReadView view, TextRows rows, SearchQuery query) {
        this.view = view;
        this.rows = rows;
        this.query = query;
        this.all = query.combination() == Combination.AND;
    }

    /** Finds the best documents. */
    List<Hit> hits() {
        if (query.limit() == 0 || query.terms().isEmpty()) {
            return List.of();
        }
        boolean counted = all || query.ranking() instanceof Ranking.Bm25;
        long[] frequencies = counted ? frequencies() : new long[query.terms().size()];
        if (all && IntStream.range(0, frequencies.length).anyMatch(i -> frequencies[i] == 0)) {
            return List.of();
        }
        Scorer scorer =
                switch (query.ranking()) {
                    case Ranking.Counts _ -> Scorer.counts();
                    case Ranking.Bm25 bm25 -> Scorer.bm25(bm25, totals(view, rows), frequencies);
                };
        BestHits best = new BestHits(query.limit());
        int least = all ? query.terms().size() : 1;
        walk(frequencies, new BlockScores(scorer, new BlockNames(view, rows), best, least));
        return best.hits();
    }

    /** Adds up how much there is. */
    static TextStatistics totals(ReadView view, TextRows rows) {
        long[] sum = Counters.sum(view, rows.totals(), TextRows.TOTALS);
        return new TextStatistics(sum[0], sum[1]);
    }

    /** Adds up how many documents contain a term. */
    static long frequency(ReadView view, TextRows rows, String term) {
        return Counters.sum(view, rows.frequencies(term), 1)[0];
    }

    private long[] frequencies() {
        return query.terms().stream().mapToLong(term -> frequency(view, rows, term)).toArray();
    }

    private void walk(long[] frequencies, BlockScores scores) {
        List<BlockCursor> cursors = new ArrayList<>();
        for (int i = 0; i < frequencies.length; i++) {
            cursors.add(new BlockCursor(view, rows, query.terms().get(i), i));
        }
        try {
            if (all) {
                cursors.sort(Comparator.comparingLong(cursor -> frequencies[cursor.term()]));
                Intersection.walk(cursors, scores);
            } else {
                Union.walk(cursors, scores);
            }
        } finally {
            cursors.forEach(BlockCursor::close);
        }
    }
}
