package io.cairn.vectors.grpc.service;

import io.cairn.hnsw.Metric;
import io.cairn.vectors.grpc.v1.DistanceMetric;

/** The names of metrics on the wire. Stateless. */
final class Metrics {

    private Metrics() {}

    static Metric of(DistanceMetric metric) {
        return switch (metric) {
            case DISTANCE_METRIC_UNSPECIFIED, DISTANCE_METRIC_COSINE -> Metric.COSINE;
            case DISTANCE_METRIC_L2 -> Metric.L2;
            case DISTANCE_METRIC_DOT_PRODUCT -> Metric.IP;
            case UNRECOGNIZED ->
                    throw Statuses.invalid(
                            "metric is not known; it is one of L2, COSINE, DOT_PRODUCT");
        };
    }

    static DistanceMetric of(Metric metric) {
        return switch (metric) {
            case COSINE -> DistanceMetric.DISTANCE_METRIC_COSINE;
            case L2 -> DistanceMetric.DISTANCE_METRIC_L2;
            case IP -> DistanceMetric.DISTANCE_METRIC_DOT_PRODUCT;
        };
    }

    static String word(Metric metric) {
        return switch (metric) {
            case COSINE -> "cosine";
            case L2 -> "euclidean";
            case IP -> "dot_product";
        };
    }
}
