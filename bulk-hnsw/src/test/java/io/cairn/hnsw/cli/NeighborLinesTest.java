package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Neighbor;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines that programs parse do not change with the locale or the number of digits. */
class NeighborLinesTest {

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    @Test
    void theShapeIsFixed() {
        Locale.setDefault(Locale.GERMANY);
        assertThat(NeighborLines.line(1, new Neighbor(5, 0.123456f)))
                .isEqualTo("  1. ID:            5  Distance: 0.123456");
        assertThat(NeighborLines.line(10, new Neighbor(123_456_789_012L, -3.5f)))
                .isEqualTo(" 10. ID: 123456789012  Distance: -3.500000");
        assertThat(NeighborLines.line(100, new Neighbor(Long.MAX_VALUE, 1e9f)))
                .isEqualTo(" 100. ID: 9223372036854775807  Distance: 1000000000.000000");
        assertThat(NeighborLines.line(1, new Neighbor(-1, 0)))
                .isEqualTo("  1. ID: 18446744073709551615  Distance: 0.000000");
    }

    @Test
    void whatIsPrintedAsZeroHasNoSign() {
        assertThat(NeighborLines.line(1, new Neighbor(0, -1.2e-7f))).endsWith("Distance: 0.000000");
        assertThat(NeighborLines.line(1, new Neighbor(0, -0.0f))).endsWith("Distance: 0.000000");
        assertThat(NeighborLines.line(1, new Neighbor(0, -6e-7f))).endsWith("Distance: -0.000001");
    }

    @Test
    void everyDistanceIsPrintedAsTheFormatterWould() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            float distance = Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(distance) || Math.abs(distance) < 5e-7f) {
                continue;
            }
            assertThat(NeighborLines.line(7, new Neighbor(3, distance)))
                    .isEqualTo(
                            String.format(
                                    Locale.ROOT, "  7. ID: %12d  Distance: %.6f", 3, distance));
        }
        assertThat(NeighborLines.line(1, new Neighbor(0, Float.POSITIVE_INFINITY)))
                .endsWith("Distance: Infinity");
    }
}
