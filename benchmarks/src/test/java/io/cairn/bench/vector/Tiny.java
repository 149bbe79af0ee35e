package io.cairn.bench.vector;

import io.cairn.hnsw.Metric;

/** Data sets that take no time. */
final class Tiny {

    static final VectorData CLUSTERED =
            new VectorData("tiny", 2_000, 60, 32, Metric.L2, 10, 0.25, 1);
    static final VectorData UNIT =
            new VectorData("tiny of length 1", 1_300, 40, 48, Metric.COSINE, 7, 0.35, 2);
    static final VectorData ISOTROPIC =
            new VectorData("tiny isotropic", 700, 30, 20, Metric.L2, 0, 1, 3);

    private Tiny() {}
}
