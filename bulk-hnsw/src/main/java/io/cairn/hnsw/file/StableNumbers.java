package io.cairn.hnsw.file;

import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import java.util.List;

/**
 * What stands for a choice in the file: its place in its list, counted from 1. New ones are added
 * at the end and none is taken out, whatever becomes of the order of the enums. Stateless.
 */
final class StableNumbers {

    static final List<Metric> METRICS = List.of(Metric.COSINE, Metric.L2, Metric.IP);

    static final List<Encoding> ENCODINGS = List.of(Encoding.F32, Encoding.BF16);

    static final List<Algorithm> ALGORITHMS =
            List.of(Algorithm.AUTO, Algorithm.PARTITION, Algorithm.INCREMENTAL);

    static final List<Ordering> ORDERINGS =
            List.of(Ordering.AUTO, Ordering.NONE, Ordering.RANDOM_PROJECTION, Ordering.KMEANS);

    private StableNumbers() {}

    static <T> int number(List<T> choices, T choice) {
        return choices.indexOf(choice) + 1;
    }

    static <T> T choice(List<T> choices, long number) {
        return choices.get((int) number - 1);
    }
}
