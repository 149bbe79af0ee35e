package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of M vectors of a layer one is on the next layer too. */
class LevelsTest {

    private static final int COUNT = 200_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16, 128})
    void everyLayerHasSoManyFewer(int connections) {
        byte[] levels = Levels.draw(COUNT, connections, 11);
        double expected = COUNT;
        for (int layer = 1; expected > 500; layer++) {
            expected /= connections;
            int found = 0;
            for (byte level : levels) {
                found += level >= layer ? 1 : 0;
            }
            assertThat((double) found).isCloseTo(expected, within(6 * Math.sqrt(expected)));
        }
    }

    @Test
    void noLevelIsTooHigh() {
        byte[] levels = Levels.draw(1_000_000, 2, 1);
        int highest = 0;
        for (byte level : levels) {
            assertThat((int) level).isNotNegative();
            highest = Math.max(highest, level);
        }
        assertThat(highest).isEqualTo(12);
    }

    @Test
    void equalSeedsGiveEqualLevels() {
        assertThat(Levels.draw(1000, 16, 5)).isEqualTo(Levels.draw(1000, 16, 5));
        assertThat(Levels.draw(1000, 16, 6)).isNotEqualTo(Levels.draw(1000, 16, 5));
    }
}
