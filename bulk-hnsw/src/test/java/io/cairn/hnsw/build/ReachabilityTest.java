package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After a repair every vector is reached from the entry point, whatever the graph was. */
class ReachabilityTest {

    private static final int CONNECTIONS = 2;

    private static Graph graph(Arena arena, int rows) {
        return GraphMemory.allocate(arena, new byte[rows], CONNECTIONS);
    }

    private static int repair(VectorRows rows, Graph graph) {
        Distances distances = Distances.of(Metric.L2, Encoding.F32, rows.dimension());
        return new Reachability(rows, distances, graph).repair();
    }

    private static BitSet reached(Graph graph) {
        BitSet reached = new BitSet();
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(graph.entryPoint());
        reached.set(graph.entryPoint());
        while (!queue.isEmpty()) {
            int row = queue.remove();
            for (int i = 0; i < graph.bottom().count(row); i++) {
                int next = graph.bottom().get(row, i);
                if (!reached.get(next)) {
                    reached.set(next);
                    queue.add(next);
                }
            }
        }
        return reached;
    }

    private static void link(Graph graph, int row, int... targets) {
        graph.bottom().set(row, targets, targets.length);
    }

    @Test
    void aGraphThatIsWholeIsLeftAlone() {
        try (Arena arena = Arena.ofConfined()) {
            Graph graph = graph(arena, 4);
            link(graph, 0, 1);
            link(graph, 1, 2);
            link(graph, 2, 3);
            assertThat(repair(Rows.of(arena, Rows.line(4)), graph)).isZero();
            assertThat(graph.bottom().count(3)).isZero();
        }
    }

    @Test
    void anUnreachedPartIsLinkedFromTheNearestOne() {
        try (Arena arena = Arena.ofConfined()) {
            Graph graph = graph(arena, 6);
            link(graph, 0, 1);
            link(graph, 1, 2);
            link(graph, 3, 4, 2);
            link(graph, 4, 5, 3);
            assertThat(repair(Rows.of(arena, Rows.line(6)), graph)).isEqualTo(1);
            assertThat(reached(graph).cardinality()).isEqualTo(6);
            assertThat(graph.bottom().count(2)).isEqualTo(1);
            assertThat(graph.bottom().get(2, 0)).isEqualTo(3);
        }
    }

    @Test
    void aFullListGivesUpALinkThatNobodyNeeds() {
        try (Arena arena = Arena.ofConfined()) {
            Graph graph = graph(arena, 6);
            // Rows 0 to 4 know all others of them; nobody knows row 5.
            for (int row = 0; row < 5; row++) {
                int[] others = new int[4];
                for (int i = 0, at = 0; i < 5; i++) {
                    if (i != row) {
                        others[at++] = i;
                    }
                }
                link(graph, row, others);
            }
            assertThat(repair(Rows.of(arena, Rows.line(6)), graph)).isEqualTo(1);
            assertThat(reached(graph).cardinality()).isEqualTo(6);
            // All four links of row 0 lead to those that are reached through it alone.
            assertThat(graph.bottom().count(0)).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                assertThat(graph.bottom().get(0, i)).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void noLinksAtAll() {
        try (Arena arena = Arena.ofConfined()) {
            Graph graph = graph(arena, 500);
            assertThat(repair(Rows.of(arena, Rows.gaussian(500, 3, 1)), graph)).isEqualTo(499);
            assertThat(reached(graph).cardinality()).isEqualTo(500);
        }
    }

    @Test
    void equalVectors() {
        try (Arena arena = Arena.ofConfined()) {
            Graph graph = graph(arena, 3000);
            for (int row = 0; row < 3000; row++) {
                link(graph, row, 0, 1, 2, 3);
            }
            repair(Rows.of(arena, new float[3000][4]), graph);
            assertThat(reached(graph).cardinality()).isEqualTo(3000);
        }
    }

    @Test
    void randomGraphs() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(200);
            try (Arena arena = Arena.ofConfined()) {
                Graph graph = graph(arena, rows);
                for (int row = 0; row < rows; row++) {
                    int[] targets =
                            random.ints(0, 1 + rows / (1 + random.nextInt(5)))
                                    .map(target -> Math.min(target, rows - 1))
                                    .distinct()
                                    .limit(random.nextInt(Math.min(4, rows / 6 + 1) + 1))
                                    .toArray();
                    link(graph, row, targets);
                }
                int missing = rows - reached(graph).cardinality();
                int repaired = repair(Rows.of(arena, Rows.gaussian(rows, 2, seed)), graph);
                assertThat(reached(graph).cardinality()).isEqualTo(rows);
                assertThat(repaired).isLessThanOrEqualTo(missing);
                assertThat(repaired == 0).isEqualTo(missing == 0);
            }
        }
    }

    @Test
    void anEmptyGraph() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(repair(Rows.of(arena, new float[0][]), graph(arena, 0))).isZero();
        }
    }
}
