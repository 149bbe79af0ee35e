package io.cairn.hnsw;

import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Builds indexes for tests. Stateless. */
final class TestIndex {

    private TestIndex() {}

    static HnswBuildOptions options() {
        return HnswBuildOptions.defaults().withThreads(2).withMetric(Metric.L2);
    }

    static HnswIndex open(Path file, float[][] vectors, HnswBuildOptions options) {
        HnswIndex.build(source(vectors), file, options);
        return HnswIndex.open(file);
    }

    static HnswIndex open(Path file, float[][] vectors, long[] ids, HnswBuildOptions options) {
        HnswIndex.build(ArrayVectors.of(vectors, ids), file, options);
        return HnswIndex.open(file);
    }

    /** Vectors with row numbers as ids; of none, the dimension is 3. */
    static VectorSource source(float[][] vectors) {
        return vectors.length == 0
                ? ArrayVectors.of(MemorySegment.ofArray(new float[0]), 3)
                : ArrayVectors.of(vectors);
    }

    /** Ids that are no row numbers, and not in order. */
    static long[] oddIds(int count) {
        return LongStream.range(0, count)
                .map(i -> (i * 7919 + 13) * (i % 2 == 0 ? 1 : -1))
                .toArray();
    }

    static Map<Long, float[]> byRow(float[][] vectors) {
        Map<Long, float[]> map = new LinkedHashMap<>();
        for (int i = 0; i < vectors.length; i++) {
            map.put((long) i, vectors[i]);
        }
        return map;
    }

    static List<Long> ids(List<Neighbor> neighbors) {
        List<Long> ids = new ArrayList<>();
        neighbors.forEach(neighbor -> ids.add(neighbor.id()));
        return ids;
    }
}
