package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Groups of equal vectors are found, and those that took no part are hung on. */
class EqualRowsTest {

    private static final int KEPT = 3;

    @AutoClose private final Arena arena = Arena.ofShared();
    @AutoClose private final Workers workers = new Workers(2);

    /** Makes rows of 9 components that are equal where the letters are. */
    private VectorRows rows(String letters) {
        float[][] different = Rows.gaussian(26, 9, 1);
        float[][] vectors = new float[letters.length()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = different[letters.charAt(i) - 'a'];
        }
        return Rows.of(arena, vectors);
    }

    private EqualRows find(String letters, int first) {
        return EqualRows.find(rows(letters), first, KEPT, workers);
    }

    private static int[] copies(EqualRows equal, int rows) {
        return IntStream.range(0, rows).filter(equal::isCopy).toArray();
    }

    @Test
    void smallGroupsHaveNoCopies() {
        assertThat(find("abcabcabc", 0).isEmpty()).isTrue();
        assertThat(find("", 0).isEmpty()).isTrue();
        assertThat(copies(find("aaabbb", 0), 6)).isEmpty();
    }

    @Test
    void theFirstOfAGroupAreNoCopies() {
        EqualRows equal = find("abaacaabbb", 0);
        assertThat(equal.isEmpty()).isFalse();
        assertThat(copies(equal, 10)).containsExactly(5, 6, 9);
        assertThat(equal.others(10)).containsExactly(0, 1, 2, 3, 4, 7, 8);
    }

    @Test
    void rowsThatWereThereBeforeAreNoCopies() {
        assertThat(copies(find("aaaaabaaa", 5), 9)).containsExactly(6, 7, 8);
        assertThat(copies(find("aaaaab", 5), 6)).isEmpty();
        assertThat(copies(find("aabbaaaa", 4), 8)).containsExactly(5, 6, 7);
    }

    @Test
    void aDifferenceInOneComponentCounts() {
        for (int d = 0; d < 9; d++) {
            float[][] vectors = new float[20][9];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i][d] = i / 10;
            }
            EqualRows equal = EqualRows.find(Rows.of(arena, vectors), 0, KEPT, workers);
            assertThat(copies(equal, 20)).hasSize(14);
        }
    }

    @Test
    void longVectorsThatAgreeInMostComponentsAreToldApart() {
        float[][] vectors = new float[20][1_000];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i][40] = i % 2;
            vectors[i][1] = i < 2 ? i : 7;
        }
        EqualRows equal = EqualRows.find(Rows.of(arena, vectors), 0, KEPT, workers);
        assertThat(copies(equal, 20)).containsExactly(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    }

    @Test
    void copiesFollowTheFirstOfTheirGroup() {
        EqualRows equal = find("abaaaabbb", 0);
        int[] order = equal.completed(new int[] {6, 1, 7, 3, 2, 0});
        assertThat(order).containsExactly(6, 1, 8, 7, 3, 2, 0, 4, 5);
        int[] now = new int[9];
        for (int i = 0; i < 9; i++) {
            now[order[i]] = i;
        }
        assertThat(copies(equal.moved(now), 9)).containsExactly(2, 7, 8);
    }

    @Test
    void copiesStayOnTheLowestLayer() {
        byte[] levels = find("aaaaab", 0).lowered(new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(levels).containsExactly(1, 2, 3, 0, 0, 6);
    }

    @Test
    void attachedCopiesAreReachedFromTheirRootAndKnowTheWayBack() {
        int count = 60;
        String letters = "b" + "a".repeat(count - 1);
        VectorRows rows = rows(letters);
        EqualRows equal = EqualRows.find(rows, 0, KEPT, workers);
        Graph graph = GraphMemory.allocate(arena, new byte[count], 4);
        graph.bottom().set(0, new int[] {1}, 1);
        graph.bottom().set(1, new int[] {2, 3, 0}, 3);
        equal.attach(graph);
        boolean[] reached = new boolean[count];
        int[] queue = new int[count];
        queue[0] = 4;
        reached[4] = true;
        int queued = 1;
        int[] links = new int[8];
        for (int i = 0; i < queued; i++) {
            int many = graph.bottom().copy(queue[i], links);
            assertThat(Arrays.copyOf(links, many)).doesNotHaveDuplicates().contains(1, 0);
            for (int j = 0; j < many; j++) {
                if (!reached[links[j]] && links[j] > KEPT) {
                    reached[links[j]] = true;
                    queue[queued++] = links[j];
                }
            }
        }
        assertThat(queued).isEqualTo(count - 1 - KEPT);
        assertThat(graph.bottom().count(2)).isZero();
    }
}
