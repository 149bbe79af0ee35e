package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The tree joins all vectors by the shortest edges. */
class SpanningTreeTest {

    private static final int STRIDE = 80;

    private static float[] distances(float[] places) {
        float[] distances = new float[places.length * STRIDE];
        for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < places.length; j++) {
                distances[i * STRIDE + j] = Math.abs(places[i] - places[j]);
            }
        }
        return distances;
    }

    @Test
    void pointsOnALineAreJoinedToTheirNeighbours() {
        Random random = new Random(1);
        for (int count : new int[] {1, 2, 3, 40, 80}) {
            float[] places = new float[count];
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                places[i] = random.nextFloat();
                least = Math.min(least, places[i]);
                most = Math.max(most, places[i]);
            }
            int[] parents = new SpanningTree(STRIDE).of(distances(places), count, STRIDE);
            double length = 0;
            for (int i = 1; i < count; i++) {
                length += Math.abs(places[i] - places[parents[i]]);
                assertThat(root(parents, i, count)).isZero();
            }
            assertThat(length).isCloseTo(most - least, Offset.offset(1e-4));
        }
    }

    private static int root(int[] parents, int from, int count) {
        int at = from;
        for (int steps = 0; at != 0 && steps < count; steps++) {
            at = parents[at];
        }
        return at;
    }
}
