package io.cairn.vectors.grpc.service;

import static io.cairn.vectors.grpc.Refusal.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.vectors.grpc.RunningServer;
import io.cairn.vectors.grpc.TestVectors;
import io.cairn.vectors.grpc.v1.CreateIndexRequest;
import io.cairn.vectors.grpc.v1.CreateIndexResponse;
import io.cairn.vectors.grpc.v1.DistanceMetric;
import io.cairn.vectors.grpc.v1.DropIndexRequest;
import io.cairn.vectors.grpc.v1.GetStatsRequest;
import io.cairn.vectors.grpc.v1.GetStatsResponse;
import io.cairn.vectors.grpc.v1.GroupingOptions;
import io.cairn.vectors.grpc.v1.HealthCheckRequest;
import io.cairn.vectors.grpc.v1.HealthCheckResponse;
import io.cairn.vectors.grpc.v1.HnswConfig;
import io.cairn.vectors.grpc.v1.InsertBatchRequest;
import io.cairn.vectors.grpc.v1.InsertBatchResponse;
import io.cairn.vectors.grpc.v1.SearchBatchRequest;
import io.cairn.vectors.grpc.v1.SearchBatchResponse;
import io.cairn.vectors.grpc.v1.SearchRequest;
import io.cairn.vectors.grpc.v1.SearchResponse;
import io.cairn.vectors.grpc.v1.SearchResult;
import io.cairn.vectors.grpc.v1.VectorMetadata;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexServiceTest {

    private static final int DIMENSION = 4;
    private static final String NAME = "words";

    @TempDir Path root;
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CreateIndexResponse create(DistanceMetric metric) {
        return server.indexes()
                .createIndex(
                        CreateIndexRequest.newBuilder()
                                .setName(NAME)
                                .setDimension(DIMENSION)
                                .setMetric(metric)
                                .build());
    }

    private InsertBatchRequest.Builder batch(int first, int count) {
        InsertBatchRequest.Builder batch = InsertBatchRequest.newBuilder().setIndexName(NAME);
        for (int i = first; i < first + count; i++) {
            batch.addIds(i).addAllVectors(TestVectors.components(TestVectors.vector(i, DIMENSION)));
        }
        return batch;
    }

    private InsertBatchResponse insert(int first, int count) {
        return server.indexes().insertBatch(batch(first, count).build());
    }

    private static SearchRequest.Builder query(float... query) {
        return SearchRequest.newBuilder()
                .setIndexName(NAME)
                .setK(1)
                .addAllQuery(TestVectors.components(query));
    }

    @Test
    void createInsertSearchStatsDrop() {
        CreateIndexResponse created = create(DistanceMetric.DISTANCE_METRIC_L2);
        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getError()).isEmpty();
        assertThat(created.getInfo().getName()).isEqualTo(NAME);
        assertThat(created.getInfo().getDimension()).isEqualTo(DIMENSION);
        assertThat(created.getInfo().getMetric()).isEqualTo(DistanceMetric.DISTANCE_METRIC_L2);
        assertThat(created.getInfo().getConfig())
                .isEqualTo(
                        HnswConfig.newBuilder()
                                .setMaxConnections(16)
                                .setMaxConnectionsLayer0(32)
                                .setEfConstruction(100)
                                .setEfSearch(64)
                                .build());
        assertThat(created.getInfo().getCreatedAt())
                .isBetween(
                        Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 60);

        InsertBatchResponse inserted = insert(0, 100);
        assertThat(inserted.getInsertedCount()).isEqualTo(100);
        assertThat(inserted.getError()).isEmpty();
        assertThat(inserted.getDurationUs()).isPositive();

        SearchResponse found =
                server.indexes().search(query(TestVectors.vector(7, DIMENSION)).setK(3).build());
        assertThat(found.getResultsList()).hasSize(3);
        assertThat(found.getResults(0).getId()).isEqualTo(7);
        assertThat(found.getResults(0).getDistance()).isZero();
        assertThat(found.getResults(0).getMetric()).isEqualTo("euclidean");
        assertThat(found.getMetric()).isEqualTo(DistanceMetric.DISTANCE_METRIC_L2);
        assertThat(found.getDurationUs()).isPositive();
        assertThat(found.getError()).isEmpty();

        GetStatsResponse stats =
                server.indexes().getStats(GetStatsRequest.newBuilder().setIndexName(NAME).build());
        assertThat(stats.getStats().getNumVectors()).isEqualTo(100);
        assertThat(stats.getStats().getDimension()).isEqualTo(DIMENSION);
        assertThat(stats.getStats().getMemoryBytes()).isPositive();

        HealthCheckResponse health =
                server.indexes().healthCheck(HealthCheckRequest.getDefaultInstance());
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.SERVING);
        assertThat(health.getVersion()).isEqualTo(Cairn.version());
        assertThat(health.getIndexesList()).containsExactly(NAME);

        DropIndexRequest drop = DropIndexRequest.newBuilder().setName(NAME).build();
        assertThat(server.indexes().dropIndex(drop).getSuccess()).isTrue();
        assertThat(root).isEmptyDirectory();
        expect(Code.NOT_FOUND, NAME, () -> server.indexes().dropIndex(drop));
        assertThat(create(DistanceMetric.DISTANCE_METRIC_COSINE).getSuccess()).isTrue();
    }

    @Test
    void distancesAreThoseOfTheMetric() {
        float[] vector = {3, 4, 0, 0};
        float[] query = {0, 2, 0, 0};
        for (DistanceMetric metric :
                new DistanceMetric[] {
                    DistanceMetric.DISTANCE_METRIC_UNSPECIFIED,
                    DistanceMetric.DISTANCE_METRIC_COSINE,
                    DistanceMetric.DISTANCE_METRIC_L2,
                    DistanceMetric.DISTANCE_METRIC_DOT_PRODUCT
                }) {
            create(metric);
            server.indexes()
                    .insertBatch(
                            InsertBatchRequest.newBuilder()
                                    .setIndexName(NAME)
                                    .addIds(-1)
                                    .addAllVectors(TestVectors.components(vector))
                                    .build());
            SearchResult found = server.indexes().search(query(query).build()).getResults(0);
            assertThat(found.getId()).as("2^64 - 1").isEqualTo(-1);
            switch (metric) {
                case DISTANCE_METRIC_L2 -> {
                    assertThat(found.getDistance()).isEqualTo((float) Math.sqrt(13));
                    assertThat(found.getMetric()).isEqualTo("euclidean");
                }
                case DISTANCE_METRIC_DOT_PRODUCT -> {
                    assertThat(found.getDistance()).isEqualTo(-8);
                    assertThat(found.getMetric()).isEqualTo("dot_product");
                }
                default -> {
                    assertThat(found.getDistance())
                            .isCloseTo(0.2f, org.assertj.core.data.Offset.offset(1e-6f));
                    assertThat(found.getMetric()).isEqualTo("cosine");
                }
            }
            server.indexes().dropIndex(DropIndexRequest.newBuilder().setName(NAME).build());
        }
    }

    @Test
    void aSecondIndexOfTheSameNameIsRefused() throws IOException {
        create(DistanceMetric.DISTANCE_METRIC_L2);
        insert(0, 3);
        CreateIndexResponse again = create(DistanceMetric.DISTANCE_METRIC_L2);
        assertThat(again.getSuccess()).isFalse();
        assertThat(again.getError()).contains("exists already").contains(NAME);
        assertThat(again.hasInfo()).isFalse();
        assertThat(server.indexes().search(query(1, 0, 0, 0).setK(9).build()).getResultsList())
                .hasSize(3);

        Files.createDirectories(root.resolve("other/something"));
        CreateIndexRequest other =
                CreateIndexRequest.newBuilder().setName("other").setDimension(2).build();
        assertThat(server.indexes().createIndex(other).getError()).contains("something else");
        Files.delete(root.resolve("other/something"));
        assertThat(server.indexes().createIndex(other).getSuccess()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../up", "a/b", "a b", "caf\u00e9", ".hidden", "n\n"})
    void namesAreNamesOfFiles(String name) {
        CreateIndexRequest request =
                CreateIndexRequest.newBuilder().setName(name).setDimension(2).build();
        expect(Code.INVALID_ARGUMENT, "1 to 64", () -> server.indexes().createIndex(request));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void definitionsOutOfRangeAreRefused() {
        CreateIndexRequest.Builder request =
                CreateIndexRequest.newBuilder().setName("x".repeat(64)).setDimension(2);
        expect(
                Code.INVALID_ARGUMENT,
                "dimension",
                () -> server.indexes().createIndex(request.clone().setDimension(0).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "dimension",
                () -> server.indexes().createIndex(request.clone().setDimension(-1).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "1 to 64",
                () ->
                        server.indexes()
                                .createIndex(request.clone().setName("x".repeat(65)).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "maxConnections",
                () ->
                        server.indexes()
                                .createIndex(
                                        request.clone()
                                                .setConfig(
                                                        HnswConfig.newBuilder()
                                                                .setMaxConnections(1_000))
                                                .build()));
        expect(
                Code.INVALID_ARGUMENT,
                "twice max_connections, 32",
                () ->
                        server.indexes()
                                .createIndex(
                                        request.clone()
                                                .setConfig(
                                                        HnswConfig.newBuilder()
                                                                .setMaxConnectionsLayer0(31))
                                                .build()));
        expect(
                Code.INVALID_ARGUMENT,
                "metric",
                () -> server.indexes().createIndex(request.clone().setMetricValue(9).build()));
        assertThat(server.indexes().createIndex(request.build()).getSuccess()).isTrue();
    }

    @Test
    void vectorsThatDoNotFitAreRefusedAsAWhole() {
        create(DistanceMetric.DISTANCE_METRIC_L2);
        expect(
                Code.INVALID_ARGUMENT,
                "must have 12 components",
                () -> server.indexes().insertBatch(batch(0, 3).addVectors(1).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "vector 2: a component",
                () -> server.indexes().insertBatch(batch(0, 3).setVectors(9, Float.NaN).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "longer than 1e18",
                () -> server.indexes().insertBatch(batch(0, 3).setVectors(0, 1e19f).build()));
        expect(
                Code.NOT_FOUND,
                "nothing",
                () -> server.indexes().insertBatch(batch(0, 3).setIndexName("nothing").build()));
        assertThat(insert(0, 3).getInsertedCount()).isEqualTo(3);
        InsertBatchResponse taken = insert(2, 3);
        assertThat(taken.getInsertedCount()).isZero();
        assertThat(taken.getError()).contains("nothing was inserted").contains("the first is 2");
        assertThat(insert(3, 3).getInsertedCount()).isEqualTo(3);
        assertThat(server.indexes().insertBatch(batch(0, 0).build()).getInsertedCount()).isZero();
    }

    @Test
    void whatIsNotSupportedIsRefused() {
        create(DistanceMetric.DISTANCE_METRIC_L2);
        expect(
                Code.UNIMPLEMENTED,
                "metadata",
                () ->
                        server.indexes()
                                .insertBatch(
                                        batch(0, 1)
                                                .addMetadata(VectorMetadata.getDefaultInstance())
                                                .build()));
        expect(
                Code.UNIMPLEMENTED,
                "grouping",
                () ->
                        server.indexes()
                                .search(
                                        query(1, 0, 0, 0)
                                                .setGrouping(GroupingOptions.getDefaultInstance())
                                                .build()));
        expect(
                Code.UNIMPLEMENTED,
                "include_diagnostics",
                () ->
                        server.indexes()
                                .search(query(1, 0, 0, 0).setIncludeDiagnostics(true).build()));
        SearchBatchRequest.Builder batch =
                SearchBatchRequest.newBuilder().setIndexName(NAME).setK(1);
        expect(
                Code.UNIMPLEMENTED,
                "grouping",
                () ->
                        server.indexes()
                                .searchBatch(
                                        batch.clone()
                                                .setGrouping(GroupingOptions.getDefaultInstance())
                                                .build()));
        expect(
                Code.UNIMPLEMENTED,
                "include_diagnostics",
                () ->
                        server.indexes()
                                .searchBatch(batch.clone().setIncludeDiagnostics(true).build()));
    }

    @Test
    void searchesThatDoNotFitAreRefused() {
        create(DistanceMetric.DISTANCE_METRIC_L2);
        expect(
                Code.INVALID_ARGUMENT,
                "it has 3 components, the index has 4",
                () -> server.indexes().search(query(1, 0, 0).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "finite",
                () -> server.indexes().search(query(1, 0, 0, Float.POSITIVE_INFINITY).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "k must be",
                () -> server.indexes().search(query(1, 0, 0, 0).setK(0).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "4294967295",
                () -> server.indexes().search(query(1, 0, 0, 0).setK(-1).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "ef must be",
                () -> server.indexes().search(query(1, 0, 0, 0).setEf(10_001).build()));
        expect(
                Code.NOT_FOUND,
                "nothing",
                () -> server.indexes().search(query(1, 0, 0, 0).setIndexName("nothing").build()));
        expect(
                Code.NOT_FOUND,
                "nothing",
                () ->
                        server.indexes()
                                .getStats(
                                        GetStatsRequest.newBuilder()
                                                .setIndexName("nothing")
                                                .build()));
        expect(
                Code.NOT_FOUND,
                "nothing",
                () ->
                        server.indexes()
                                .healthCheck(
                                        HealthCheckRequest.newBuilder()
                                                .setIndexName("nothing")
                                                .build()));
    }

    @Test
    void aBatchIsAsItsQueries() {
        create(DistanceMetric.DISTANCE_METRIC_DOT_PRODUCT);
        insert(0, 500);
        SearchBatchRequest.Builder batch =
                SearchBatchRequest.newBuilder().setIndexName(NAME).setK(5).setNumQueries(20);
        for (int i = 0; i < 20; i++) {
            batch.addAllQueries(TestVectors.components(TestVectors.vector(-1 - i, DIMENSION)));
        }
        SearchBatchResponse found = server.indexes().searchBatch(batch.build());
        assertThat(found.getMetric()).isEqualTo(DistanceMetric.DISTANCE_METRIC_DOT_PRODUCT);
        assertThat(found.getDurationUs()).isPositive();
        for (int i = 0; i < 20; i++) {
            SearchResponse one =
                    server.indexes()
                            .search(query(TestVectors.vector(-1 - i, DIMENSION)).setK(5).build());
            assertThat(found.getResults(i).getResultsList()).isEqualTo(one.getResultsList());
        }
        expect(
                Code.INVALID_ARGUMENT,
                "must have 84 components",
                () -> server.indexes().searchBatch(batch.clone().setNumQueries(21).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "num_queries must be 1 to 1000",
                () -> server.indexes().searchBatch(batch.clone().setNumQueries(1_001).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "num_queries must be",
                () -> server.indexes().searchBatch(batch.clone().setNumQueries(0).build()));
        expect(
                Code.INVALID_ARGUMENT,
                "num_queries times k",
                () ->
                        server.indexes()
                                .searchBatch(
                                        batch.clone().setNumQueries(1_000).setK(1_001).build()));
    }

    @Test
    void indexesSurviveARestart() {
        create(DistanceMetric.DISTANCE_METRIC_COSINE);
        insert(0, 50);
        server.close();
        server = RunningServer.start(root);
        assertThat(
                        server.indexes()
                                .search(query(TestVectors.vector(9, DIMENSION)).build())
                                .getResults(0)
                                .getId())
                .isEqualTo(9);
        assertThat(insert(49, 2).getError()).contains("the first is 49");
        assertThat(insert(50, 2).getInsertedCount()).isEqualTo(2);
    }

    @Test
    void aDamagedIndexIsToldAndTheOthersServe() throws IOException {
        create(DistanceMetric.DISTANCE_METRIC_COSINE);
        server.indexes()
                .createIndex(
                        CreateIndexRequest.newBuilder().setName("good").setDimension(2).build());
        server.close();
        Path definition = root.resolve(NAME).resolve("definition");
        byte[] content = Files.readAllBytes(definition);
        content[12] ^= 1;
        Files.write(definition, content);
        server = RunningServer.start(root);
        expect(Code.DATA_LOSS, "definition", () -> insert(0, 1));
        HealthCheckResponse health =
                server.indexes()
                        .healthCheck(HealthCheckRequest.newBuilder().setIndexName(NAME).build());
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.NOT_SERVING);
        assertThat(health.getIndexesList()).containsExactly("good", NAME);
        assertThat(
                        server.indexes()
                                .healthCheck(
                                        HealthCheckRequest.newBuilder()
                                                .setIndexName("good")
                                                .build())
                                .getStatus())
                .isEqualTo(HealthCheckResponse.Status.SERVING);
    }
}
