package io.cairn.vectors.grpc.service;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorKind;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Neighbor;
import io.cairn.vectors.grpc.live.LiveIndex;
import io.cairn.vectors.grpc.live.LiveIndexes;
import io.cairn.vectors.grpc.v1.QueryResults;
import io.cairn.vectors.grpc.v1.SearchBatchRequest;
import io.cairn.vectors.grpc.v1.SearchBatchResponse;
import io.cairn.vectors.grpc.v1.SearchRequest;
import io.cairn.vectors.grpc.v1.SearchResponse;
import io.cairn.vectors.grpc.v1.SearchResult;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Searches in the indexes that the server keeps. Thread-safe. */
final class IndexSearches {

    private static final String EF = "ef";

    private final LiveIndexes indexes;
    private final SearchBounds bounds;

    IndexSearches(LiveIndexes indexes, SearchBounds bounds) {
        this.indexes = indexes;
        this.bounds = bounds;
    }

    SearchResponse search(SearchRequest request, CallLog log) {
        refuse(request.hasGrouping(), request.getIncludeDiagnostics());
        LiveIndex index = indexes.get(request.getIndexName());
        int k = bounds.k(request.getK());
        int ef = bounds.ef(EF, request.getEf(), index.definition().efSearch());
        float[] query = new float[request.getQueryCount()];
        for (int i = 0; i < query.length; i++) {
            query[i] = request.getQuery(i);
        }
        prepare(index, query, "the query");
        Metric metric = index.definition().metric();
        SearchResponse.Builder reply = SearchResponse.newBuilder().setMetric(Metrics.of(metric));
        try {
            reply.addAllResults(results(index.search(query, k, ef), metric));
        } catch (CairnException e) {
            if (e.kind() != ErrorKind.CORRUPT && e.kind() != ErrorKind.UNAVAILABLE) {
                throw e;
            }
            reply.setError(String.valueOf(e.getMessage()));
        }
        return reply.setDurationUs(log.micros()).build();
    }

    SearchBatchResponse searchBatch(
            SearchBatchRequest request, CallLog log, BooleanSupplier cancelled) {
        refuse(request.hasGrouping(), request.getIncludeDiagnostics());
        LiveIndex index = indexes.get(request.getIndexName());
        int k = bounds.k(request.getK());
        int ef = bounds.ef(EF, request.getEf(), index.definition().efSearch());
        int count = bounds.queries(request.getNumQueries(), k);
        int dimension = index.definition().dimension();
        if (request.getQueriesCount() != (long) count * dimension) {
            throw Statuses.invalid(
                    "queries must have "
                            + (long) count * dimension
                            + " components, "
                            + dimension
                            + " for each of "
                            + count
                            + " queries; there are "
                            + request.getQueriesCount());
        }
        Metric metric = index.definition().metric();
        SearchBatchResponse.Builder reply =
                SearchBatchResponse.newBuilder().setMetric(Metrics.of(metric));
        for (int i = 0; i < count; i++) {
            if (cancelled.getAsBoolean()) {
                throw Status.CANCELLED.asRuntimeException();
            }
            float[] query = new float[dimension];
            for (int d = 0; d < dimension; d++) {
                query[d] = request.getQueries(i * dimension + d);
            }
            prepare(index, query, "query " + i);
            reply.addResults(
                    QueryResults.newBuilder()
                            .addAllResults(results(index.search(query, k, ef), metric)));
        }
        return reply.setDurationUs(log.micros()).build();
    }

    private static void refuse(boolean grouping, boolean diagnostics) {
        if (grouping) {
            throw Statuses.unimplemented("grouping");
        }
        if (diagnostics) {
            throw Statuses.unimplemented("include_diagnostics");
        }
    }

    private static void prepare(LiveIndex index, float[] query, String which) {
        Optional<String> fault = index.prepare(query);
        if (fault.isPresent()) {
            throw Statuses.invalid(which + ": " + fault.get());
        }
    }

    private static List<SearchResult> results(List<Neighbor> found, Metric metric) {
        List<SearchResult> results = new ArrayList<>(found.size());
        for (Neighbor neighbor : found) {
            results.add(
                    SearchResult.newBuilder()
                            .setId(neighbor.id())
                            .setDistance(neighbor.distance())
                            .setMetric(Metrics.word(metric))
                            .build());
        }
        return results;
    }
}
