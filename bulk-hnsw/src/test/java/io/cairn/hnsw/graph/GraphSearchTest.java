package io.cairn.hnsw.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.kernel.AllocatedBytes;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Searches of graphs made by hand: points on a line, in one component. */
class GraphSearchTest {

    private static final int ROW_BYTES = 64;

    @AutoClose private final Arena arena = Arena.ofShared();

    private MemorySegment line(int rows) {
        MemorySegment memory = arena.allocate((long) rows * ROW_BYTES, ROW_BYTES);
        for (int row = 0; row < rows; row++) {
            memory.set(ValueLayout.JAVA_FLOAT, (long) row * ROW_BYTES, row);
        }
        return memory;
    }

    private MemorySegment query(float x) {
        MemorySegment query = arena.allocate(Distances.queryBytes(1), ROW_BYTES);
        query.set(ValueLayout.JAVA_FLOAT, 0, x);
        return query;
    }

    private Links links(int records, int max) {
        MemorySegment memory = arena.allocate(Math.max(1, records * Links.recordBytes(max)));
        memory.fill((byte) -1);
        return new Links(memory, max);
    }

    /** Every row knows the ones beside it; every tenth is on layer 1 and knows the next there. */
    private Graph graph(int rows) {
        Links bottom = links(rows, 4);
        Links upper = links(rows / 10 + 1, 4);
        MemorySegment levels = arena.allocate(rows);
        MemorySegment offsets = arena.allocate(4L * rows);
        for (int row = 0; row < rows; row++) {
            int[] beside = IntStream.of(row - 1, row + 1).filter(r -> r >= 0 && r < rows).toArray();
            bottom.set(row, beside, beside.length);
            boolean up = row % 10 == 0;
            levels.set(ValueLayout.JAVA_BYTE, row, (byte) (up ? 1 : 0));
            offsets.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * row, up ? row / 10 : -1);
            if (up) {
                int[] near =
                        IntStream.of(row - 10, row + 10).filter(r -> r >= 0 && r < rows).toArray();
                upper.set(row / 10, near, near.length);
            }
        }
        return new Graph(rows, bottom, levels, offsets, upper, 0, 1);
    }

    private GraphSearch search(Graph graph, MemorySegment rows) {
        Distances distances = Distances.of(Metric.L2, Encoding.F32, 1);
        return new GraphSearch(distances, rows, graph.rows(), 4);
    }

    private static List<Integer> found(GraphSearch search) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < search.size(); i++) {
            rows.add(Ranked.row(search.found(i)));
        }
        return rows;
    }

    @Test
    void goesDownToTheNearestOfALayer() {
        Graph graph = graph(200);
        MemorySegment rows = line(200);
        GraphSearch search = search(graph, rows);
        assertThat(search.descend(graph, query(87.2f), 0, 0)).isEqualTo(90);
        assertThat(search.descend(graph, query(-5), 0, 0)).isZero();
        assertThat(search.descend(graph, query(999), 0, 0)).isEqualTo(190);
        assertThat(search.descend(graph, query(87.2f), 0, 1)).isZero();
    }

    @Test
    void findsTheNearestInOrderWithTheirDistances() {
        Graph graph = graph(200);
        MemorySegment rows = line(200);
        GraphSearch search = search(graph, rows);
        MemorySegment query = query(87.2f);
        search.start(query, 0, 90);
        search.run(graph, query, 0, 0, 5);
        assertThat(found(search)).containsExactly(87, 88, 86, 89, 85);
        assertThat(Ranked.distance(search.found(0))).isEqualTo((87.2f - 87) * (87.2f - 87));
    }

    @Test
    void aWideSearchFindsAllAndManyInTurnDoNotDisturbEachOther() {
        Graph graph = graph(200);
        MemorySegment rows = line(200);
        GraphSearch search = search(graph, rows);
        // More rounds than a mark of 15 bits can count.
        for (int i = 0; i < 70_000; i++) {
            float x = i * 37 % 200;
            MemorySegment query = rows;
            long at = (long) x * ROW_BYTES;
            search.start(query, at, 0);
            search.run(graph, query, at, 0, 1);
            if (i % 10_000 == 0) {
                search.start(query, at, 5);
                search.run(graph, query, at, 0, 500);
                assertThat(found(search)).hasSize(200).doesNotHaveDuplicates();
                long[] all = new long[200];
                Arrays.setAll(all, search::found);
                assertThat(all).isSorted();
            }
        }
    }

    @Test
    void anotherBeginningIsTakenOnceAndLeadsOn() {
        Graph graph = graph(40);
        // Rows 20 and more cannot be reached from the others.
        graph.bottom().set(19, new int[] {18}, 1);
        MemorySegment rows = line(40);
        GraphSearch search = search(graph, rows);
        MemorySegment query = query(30);
        search.start(query, 0, 0);
        search.run(graph, query, 0, 0, 100);
        assertThat(found(search)).hasSize(20);
        search.start(query, 0, 0);
        search.add(query, 0, 39);
        search.add(query, 0, 0);
        search.run(graph, query, 0, 0, 100);
        assertThat(found(search)).hasSize(40).doesNotHaveDuplicates().startsWith(30, 29, 31);
        search.start(query, 0, 0);
        search.add(query, 0, 39);
        search.run(graph, query, 0, 0, 1);
        assertThat(found(search).getFirst()).isEqualTo(30);
    }

    @Test
    void restartingGoesOnOnAnotherLayerWithWhatWasFound() {
        Graph graph = graph(200);
        MemorySegment rows = line(200);
        GraphSearch search = search(graph, rows);
        MemorySegment query = query(42);
        search.start(query, 0, 0);
        search.run(graph, query, 0, 1, 3);
        assertThat(found(search)).containsExactly(40, 50, 30);
        search.restart();
        search.run(graph, query, 0, 0, 3);
        assertThat(found(search)).containsExactly(42, 41, 43);
    }

    @Test
    void allocatesNothing() {
        Graph graph = graph(1_000);
        MemorySegment rows = line(1_000);
        GraphSearch search = search(graph, rows);
        MemorySegment query = query(321);
        Random random = new Random(1);
        assertThat(
                        AllocatedBytes.perCall(() -> {
                            search.start(query, 0, search.descend(graph, query, 0, 0));
                            search.add(query, 0, random.nextInt(1_000));
                            search.run(graph, query, 0, 0, 20);
                        }))
                .isLessThan(16);
    }
}
