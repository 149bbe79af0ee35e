package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.graph.Links;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where links between groups go. */
class BridgesTest {

    private static final int MAX = 8;
    private static final int RECORDS = 20;

    private final Arena arena = Arena.ofConfined();
    private final Links links = links();
    private final int[] records = new int[RECORDS];
    private final Bridges bridges = new Bridges();

    private Links links() {
        MemorySegment memory = arena.allocate(RECORDS * Links.recordBytes(MAX));
        memory.fill((byte) Links.UNUSED);
        return new Links(memory, MAX);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private int[] of(int record) {
        int[] target = new int[MAX];
        int count = links.copy(record, target);
        return Arrays.copyOf(target, count);
    }

    private void apply() {
        // The layer's members are in the opposite order of their records.
        for (int i = 0; i < RECORDS; i++) {
            records[i] = RECORDS - 1 - i;
        }
        bridges.apply(new LayerLinks(links, records));
    }

    @Test
    void bothEndsAreLinkedInFreePlaces() {
        links.set(RECORDS - 1, new int[] {5, 6}, 2);
        bridges.add(0, 100, 3, 103, 2f);
        apply();

        assertThat(of(RECORDS - 1)).containsExactly(5, 6, 103);
        assertThat(of(RECORDS - 4)).containsExactly(100);
    }

    @Test
    void theShortestReplaceTheFarthestLinksAndOnlySome() {
        links.set(RECORDS - 1, new int[] {1, 2, 3, 4, 5, 6, 7, 8}, MAX);
        bridges.add(0, 100, 3, 103, 3f);
        bridges.add(4, 104, 0, 100, 1f);
        bridges.add(0, 100, 5, 105, 2f);
        apply();

        assertThat(of(RECORDS - 1)).containsExactly(1, 2, 3, 4, 5, 6, 105, 104);
    }

    @Test
    void whatIsThereIsNotAddedAgain() {
        bridges.add(0, 100, 3, 103, 3f);
        bridges.add(0, 100, 3, 103, 3f);
        apply();
        apply();

        assertThat(of(RECORDS - 1)).containsExactly(103);
    }
}
