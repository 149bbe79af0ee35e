package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.tuple.Subspace;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of columns: as few as can be, and one for each set. */
class PermutationsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1", "2, 2", "3, 3", "4, 6", "5, 10", "6, 20", "7, 35", "8, 70", "9, 126", "10, 252"
    })
    void thereAreAsManyAsSetsOfHalfTheColumns(int columns, int count) {
        assertThat(Permutations.of(columns)).hasNumberOfRows(count);
        assertThat(new Indexes(Subspace.of(), columns).count()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everySetOfColumnsComesFirstInTheIndexThatServesIt(int columns) {
        Indexes indexes = new Indexes(Subspace.of(), columns);
        for (int set = 0; set < 1 << columns; set++) {
            int[] order = indexes.order(indexes.serving(set));
            assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, columns).toArray());
            assertThat(first(order, Integer.bitCount(set))).as("set %d", set).isEqualTo(set);
        }
    }

    private static int first(int[] order, int count) {
        return Arrays.stream(order).limit(count).map(column -> 1 << column).sum();
    }

    /** As many chains begin with a set of at most k columns as there are sets of k. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everySetIsInExactlyOneChain(int columns) {
        int[] chains = new int[1 << columns];
        int[][] orders = Permutations.of(columns);
        int begin = 0;
        int sets = 1;
        for (int index = 0; index < orders.length; index++) {
            if (index == sets) {
                begin++;
                sets = sets * (columns - begin + 1) / begin;
            }
            for (int size = begin; size <= columns - begin; size++) {
                chains[first(orders[index], size)]++;
            }
        }
        assertThat(chains).containsOnly(1);
    }

    /** Stored keys have the numbers: a change here makes stored rows unreadable. */
    @Test
    void theirNumbersAreThoseOfStoredKeys() {
        assertThat(Permutations.of(1)).isDeepEqualTo(new int[][] {{0}});
        assertThat(Permutations.of(2)).isDeepEqualTo(new int[][] {{0, 1}, {1, 0}});
        assertThat(Permutations.of(3)).isDeepEqualTo(new int[][] {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}});
        assertThat(Permutations.of(4))
                .isDeepEqualTo(
                        new int[][] {
                            {0, 1, 2, 3},
                            {1, 2, 3, 0},
                            {2, 0, 3, 1},
                            {3, 0, 1, 2},
                            {1, 3, 0, 2},
                            {2, 3, 0, 1},
                        });
        int[][] ten = Permutations.of(10);
        assertThat(ten[0]).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(ten[251]).containsExactly(5, 6, 7, 8, 9, 0, 1, 2, 3, 4);
        assertThat(Arrays.deepHashCode(ten)).as("all of them").isEqualTo(5_332_717);
    }
}
