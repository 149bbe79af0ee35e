package io.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which known name is offered for a wrong one. */
final class SpellingTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "blokSize, blockSize",
                "BLOCK-SIZE, blockSize",
                "blockSizes, blockSize",
                "blockSzie, blockSize",
                "bockSixe, blockSize",
                "bokSixe, -",
                "pat, path",
                "xy, -",
                "of, on",
                "no, -",
                "'', -",
            })
    void theNearestNameIsOfferedWhenItIsNear(String wrong, String meant) {
        assertThat(Spelling.nearest(wrong, List.of("path", "blockSize", "on"))).isEqualTo(meant);
    }
}
