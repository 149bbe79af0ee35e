package io.cairn.layer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be asked. */
class SearchQueryTest {

    @Test
    void termsAreInOrderAndDistinct() {
        assertThat(SearchQuery.all(1, "b", "a", "b").terms()).containsExactly("a", "b");
        assertThat(SearchQuery.any(1, "b", "a")).isNotEqualTo(SearchQuery.all(1, "a", "b"));
        assertThat(SearchQuery.any(1, "b", "a").by(Ranking.bm25()).ranking())
                .isEqualTo(new Ranking.Bm25(1.2, 0.75));
    }

    @Test
    void badQueriesAreRefused() {
        assertThatThrownBy(() -> SearchQuery.all(1, "a", ""))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("term");
        assertThatThrownBy(() -> SearchQuery.any(-1, "a"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("limit");
        List<String> terms = IntStream.rangeClosed(0, 1_024).mapToObj(i -> "t" + i).toList();
        assertThatThrownBy(() -> new SearchQuery(terms, Combination.OR, 1, Ranking.counts()))
                .isInstanceOf(LimitException.class);
    }

    @Test
    void badSettingsAreRefused() {
        for (double k1 : new double[] {-0.1, 1_000.1, Double.NaN}) {
            assertThatThrownBy(() -> new Ranking.Bm25(k1, 0.5))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("k1");
        }
        for (double b : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Ranking.Bm25(1, b))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("b of BM25");
        }
    }
}
