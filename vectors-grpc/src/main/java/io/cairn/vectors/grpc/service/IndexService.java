package io.cairn.vectors.grpc.service;

import io.cairn.Cairn;
import io.cairn.error.CairnException;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.vectors.grpc.VectorServerLimits;
import io.cairn.vectors.grpc.live.Definition;
import io.cairn.vectors.grpc.live.InsertOutcome;
import io.cairn.vectors.grpc.live.LiveIndex;
import io.cairn.vectors.grpc.live.LiveIndexes;
import io.cairn.vectors.grpc.v1.CreateIndexRequest;
import io.cairn.vectors.grpc.v1.CreateIndexResponse;
import io.cairn.vectors.grpc.v1.DropIndexRequest;
import io.cairn.vectors.grpc.v1.DropIndexResponse;
import io.cairn.vectors.grpc.v1.GetStatsRequest;
import io.cairn.vectors.grpc.v1.GetStatsResponse;
import io.cairn.vectors.grpc.v1.HealthCheckRequest;
import io.cairn.vectors.grpc.v1.HealthCheckResponse;
import io.cairn.vectors.grpc.v1.HnswConfig;
import io.cairn.vectors.grpc.v1.IndexInfo;
import io.cairn.vectors.grpc.v1.IndexStats;
import io.cairn.vectors.grpc.v1.InsertBatchRequest;
import io.cairn.vectors.grpc.v1.InsertBatchResponse;
import io.cairn.vectors.grpc.v1.InsertStreamRequest;
import io.cairn.vectors.grpc.v1.InsertStreamResponse;
import io.cairn.vectors.grpc.v1.SearchBatchRequest;
import io.cairn.vectors.grpc.v1.SearchBatchResponse;
import io.cairn.vectors.grpc.v1.SearchRequest;
import io.cairn.vectors.grpc.v1.SearchResponse;
import io.cairn.vectors.grpc.v1.VectorIndexServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Indexes that the server keeps. Thread-safe. */
public final class IndexService extends VectorIndexServiceGrpc.VectorIndexServiceImplBase {

    private static final String SERVICE = "VectorIndexService/";
    private static final int EF_SEARCH_DEFAULT = 64;

    private final LiveIndexes indexes;
    private final IndexSearches searches;
    private final Clock clock;

    /**
     * Makes the service.
     *
     * @param indexes the indexes; closed by the caller, after the last call
     * @param limits how much a call may ask for
     * @param clock says when an index was created
     */
    public IndexService(LiveIndexes indexes, VectorServerLimits limits, Clock clock) {
        this.indexes = indexes;
        this.searches = new IndexSearches(indexes, new SearchBounds(limits));
        this.clock = clock;
    }

    @Override
    public void createIndex(
            CreateIndexRequest request, StreamObserver<CreateIndexResponse> caller) {
        Calls.answer(log("CreateIndex", request.getName()), caller, () -> create(request));
    }

    private CreateIndexResponse create(CreateIndexRequest request) {
        Definition definition = definition(request, clock.instant().getEpochSecond());
        try {
            indexes.create(request.getName(), definition);
        } catch (LiveIndexes.NotCreatedException e) {
            return CreateIndexResponse.newBuilder().setError(text(e)).build();
        }
        return CreateIndexResponse.newBuilder()
                .setSuccess(true)
                .setInfo(info(request.getName(), definition))
                .build();
    }

    private static Definition definition(CreateIndexRequest request, long now) {
        HnswBuildOptions usual = HnswBuildOptions.defaults();
        HnswConfig config = request.getConfig();
        int connections = orDefault(config.getMaxConnections(), usual.maxConnections());
        int lowest = orDefault(config.getMaxConnectionsLayer0(), 2 * connections);
        if (lowest != 2 * connections) {
            throw Statuses.invalid(
                    "max_connections_layer0 must be 0 or twice max_connections, "
                            + 2 * connections
                            + "; it is "
                            + Integer.toUnsignedString(lowest));
        }
        return new Definition(
                request.getDimension(),
                Metrics.of(request.getMetric()),
                connections,
                orDefault(config.getEfConstruction(), usual.efConstruction()),
                orDefault(config.getEfSearch(), EF_SEARCH_DEFAULT),
                now);
    }

    private static int orDefault(int wanted, int usual) {
        return wanted == 0 ? usual : wanted;
    }

    private static IndexInfo info(String name, Definition definition) {
        return IndexInfo.newBuilder()
                .setName(name)
                .setDimension(definition.dimension())
                .setMetric(Metrics.of(definition.metric()))
                .setConfig(
                        HnswConfig.newBuilder()
                                .setMaxConnections(definition.maxConnections())
                                .setMaxConnectionsLayer0(2 * definition.maxConnections())
                                .setEfConstruction(definition.efConstruction())
                                .setEfSearch(definition.efSearch()))
                .setCreatedAt(definition.createdAt())
                .build();
    }

    @Override
    public void dropIndex(DropIndexRequest request, StreamObserver<DropIndexResponse> caller) {
        Calls.answer(
                log("DropIndex", request.getName()),
                caller,
                () -> {
                    indexes.drop(request.getName());
                    return DropIndexResponse.newBuilder().setSuccess(true).build();
                });
    }

    @Override
    public void insertBatch(
            InsertBatchRequest request, StreamObserver<InsertBatchResponse> caller) {
        CallLog log = log("InsertBatch", request.getIndexName());
        Calls.answer(
                log,
                caller,
                () -> {
                    LiveIndex index = indexes.get(request.getIndexName());
                    InsertOutcome outcome = Batches.insert(index, request);
                    return InsertBatchResponse.newBuilder()
                            .setInsertedCount(outcome.inserted())
                            .setError(Batches.error(outcome))
                            .setDurationUs(log.micros())
                            .build();
                });
    }

    @Override
    public StreamObserver<InsertStreamRequest> insertStream(
            StreamObserver<InsertStreamResponse> caller) {
        return new InsertStream(indexes, (ServerCallStreamObserver<InsertStreamResponse>) caller);
    }

    @Override
    public void search(SearchRequest request, StreamObserver<SearchResponse> caller) {
        CallLog log =
                new CallLog(
                        SERVICE + "Search",
                        request.getIndexName(),
                        request.getK(),
                        request.getEf());
        Calls.answer(log, caller, () -> searches.search(request, log));
    }

    @Override
    public void searchBatch(
            SearchBatchRequest request, StreamObserver<SearchBatchResponse> caller) {
        CallLog log =
                new CallLog(
                        SERVICE + "SearchBatch",
                        request.getIndexName(),
                        request.getK(),
                        request.getEf());
        ServerCallStreamObserver<SearchBatchResponse> call =
                (ServerCallStreamObserver<SearchBatchResponse>) caller;
        Calls.answer(log, caller, () -> searches.searchBatch(request, log, call::isCancelled));
    }

    @Override
    public void getStats(GetStatsRequest request, StreamObserver<GetStatsResponse> caller) {
        Calls.answer(
                log("GetStats", request.getIndexName()),
                caller,
                () -> {
                    LiveIndex index = indexes.get(request.getIndexName());
                    LiveIndex.Stats stats = index.stats();
                    return GetStatsResponse.newBuilder()
                            .setStats(
                                    IndexStats.newBuilder()
                                            .setNumVectors(stats.vectors())
                                            .setDimension(index.definition().dimension())
                                            .setMaxLayer(stats.maxLayer())
                                            .setMemoryBytes(stats.bytes())
                                            .setAvgConnections((float) stats.averageConnections()))
                            .setError(index.trouble().map(IndexService::text).orElse(""))
                            .build();
                });
    }

    @Override
    public void healthCheck(
            HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
        Calls.answer(
                log("HealthCheck", request.getIndexName()),
                caller,
                () -> {
                    String name = request.getIndexName();
                    @Nullable CairnException trouble =
                            name.isEmpty() ? null : indexes.trouble(name);
                    return HealthCheckResponse.newBuilder()
                            .setStatus(
                                    trouble == null
                                            ? HealthCheckResponse.Status.SERVING
                                            : HealthCheckResponse.Status.NOT_SERVING)
                            .setVersion(Cairn.version())
                            .addAllIndexes(indexes.names())
                            .build();
                });
    }

    private static CallLog log(String method, String index) {
        return new CallLog(SERVICE + method, index);
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
