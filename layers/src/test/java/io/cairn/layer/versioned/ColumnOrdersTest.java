package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orders of columns. */
class ColumnOrdersTest {

    private static final int[] COUNTS = {1, 2, 3, 6, 10, 20, 35, 70};

    @Test
    void thereAreAsFewAsCanBe() {
        for (int columns = 1; columns <= ColumnOrders.COLUMNS_MAX; columns++) {
            assertThat(new ColumnOrders(columns).count()).isEqualTo(COUNTS[columns - 1]);
        }
    }

    @Test
    void everySetOfColumnsComesFirstInOne() {
        for (int columns = 1; columns <= ColumnOrders.COLUMNS_MAX; columns++) {
            ColumnOrders orders = new ColumnOrders(columns);
            for (int mask = 0; mask < 1 << columns; mask++) {
                int[] order = orders.order(orders.indexFor(mask));
                int first =
                        Arrays.stream(order)
                                .limit(Integer.bitCount(mask))
                                .map(column -> 1 << column)
                                .sum();
                assertThat(first).isEqualTo(mask);
                assertThat(Arrays.stream(order).sorted())
                        .containsExactlyElementsOf(IntStream.range(0, columns).boxed().toList());
            }
        }
    }

    @Test
    void theFirstIsThatOfTheColumns() {
        assertThat(new ColumnOrders(4).order(0)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void noneAndTooManyColumnsAreRefused() {
        for (int columns : new int[] {-1, 0, 9, 100}) {
            assertThatThrownBy(() -> new ColumnOrders(columns))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("columns=" + columns);
        }
    }
}
