package io.cairn.vectors.grpc.service;

import static io.cairn.vectors.grpc.Refusal.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Neighbor;
import io.cairn.hnsw.cli.BulkCommand;
import io.cairn.hnsw.cli.ProgressBars;
import io.cairn.vectors.grpc.RunningServer;
import io.cairn.vectors.grpc.TestVectors;
import io.cairn.vectors.grpc.v1.VectorNeighbor;
import io.cairn.vectors.grpc.v1.VectorSearchRequest;
import io.cairn.vectors.grpc.v1.VectorSearchResponse;
import io.grpc.Status.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FileSearchTest {

    private static final int DIMENSION = 24;
    private static final int COUNT = 2_000;
    private static final String INDEX = "index.hnsw";

    @TempDir Path folder;
    private Path root;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        server = RunningServer.start(root);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static VectorSearchRequest request(String path, float[] query, int k, int ef) {
        return VectorSearchRequest.newBuilder()
                .setIndexPath(path)
                .setQueryVector(TestVectors.bytes(query))
                .setK(k)
                .setEfSearch(ef)
                .build();
    }

    private static List<Neighbor> neighbors(VectorSearchResponse response) {
        return response.getNeighborsList().stream()
                .map(found -> new Neighbor(found.getId(), found.getDistance()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void findsWhatTheIndexFinds(Metric metric) {
        Path file = root.resolve(INDEX);
        TestVectors.build(file, COUNT, DIMENSION, metric);
        try (HnswIndex index = HnswIndex.open(file)) {
            for (int i = 0; i < 20; i++) {
                float[] query = TestVectors.vector(-1 - i, DIMENSION);
                assertThat(neighbors(server.files().search(request(INDEX, query, 10, 64))))
                        .isEqualTo(index.search(query, 10, 64));
            }
        }
    }

    @Test
    void findsWhatTheCommandFinds() throws IOException {
        Path file = root.resolve(INDEX);
        TestVectors.build(file, COUNT, DIMENSION, Metric.COSINE);
        float[] query = TestVectors.vector(-1, DIMENSION);
        Path raw = folder.resolve("query.raw");
        Files.write(raw, TestVectors.bytes(query).toByteArray());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        List<String> words =
                List.of("query", "-i", file.toString(), "-q", raw.toString(), "-k", "7");
        ProgressBars none =
                (_, _, _) -> {
                    throw new IllegalStateException("a query shows no progress");
                };
        new CommandLine(BulkCommand.spec(out, out, none, words))
                .execute(words.toArray(String[]::new));

        StringBuilder lines = new StringBuilder();
        int rank = 0;
        for (VectorNeighbor found :
                server.files().search(request(INDEX, query, 7, 64)).getNeighborsList()) {
            rank++;
            lines.append(
                    String.format(
                            Locale.ROOT,
                            " %2d. ID: %12d  Distance: %.6f%n",
                            rank,
                            found.getId(),
                            found.getDistance()));
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(lines.toString());
    }

    @Test
    void widerSearchesAreWider() {
        Path file = root.resolve(INDEX);
        TestVectors.build(file, COUNT, DIMENSION, Metric.L2);
        try (HnswIndex index = HnswIndex.open(file)) {
            int better = 0;
            int usual = 0;
            for (int i = 0; i < 100; i++) {
                float[] query = TestVectors.vector(-1 - i, DIMENSION);
                VectorSearchResponse narrow = server.files().search(request(INDEX, query, 10, 10));
                VectorSearchResponse wide = server.files().search(request(INDEX, query, 10, 2_000));
                assertThat(neighbors(wide)).isEqualTo(index.search(query, 10, 2_000));
                better += narrow.equals(wide) ? 0 : 1;
                for (int ef : new int[] {0, -1}) {
                    usual +=
                            neighbors(server.files().search(request(INDEX, query, 10, ef)))
                                            .equals(index.search(query, 10, 64))
                                    ? 1
                                    : 0;
                }
            }
            assertThat(better).as("queries for which ef mattered").isPositive();
            assertThat(usual).as("queries for which 0 and less meant 64").isEqualTo(200);
        }
    }

    @Test
    void moreThanThereAreIsAllThereAre() {
        TestVectors.build(root.resolve(INDEX), 5, DIMENSION, Metric.COSINE);
        float[] query = TestVectors.vector(3, DIMENSION);
        assertThat(neighbors(server.files().search(request(INDEX, query, 100, 0)))).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "../outside.hnsw",
                "sub/../../outside.hnsw",
                "sub/../index.hnsw",
                "/etc/passwd",
                "link.hnsw",
                "linked/outside.hnsw",
            })
    void nothingOutsideIsServed(String path) throws IOException {
        TestVectors.build(root.resolve(INDEX), 5, DIMENSION, Metric.COSINE);
        TestVectors.build(folder.resolve("outside.hnsw"), 5, DIMENSION, Metric.COSINE);
        Files.createDirectory(root.resolve("sub"));
        Files.createSymbolicLink(root.resolve("link.hnsw"), folder.resolve("outside.hnsw"));
        Files.createSymbolicLink(root.resolve("linked"), folder);
        float[] query = TestVectors.vector(1, DIMENSION);
        expect(
                Code.PERMISSION_DENIED,
                path,
                () -> server.files().search(request(path, query, 1, 0)));
    }

    @Test
    void insideMayBeNamedInOtherWays() throws IOException {
        TestVectors.build(root.resolve(INDEX), 5, DIMENSION, Metric.COSINE);
        Files.createSymbolicLink(root.resolve("link.hnsw"), root.resolve(INDEX));
        float[] query = TestVectors.vector(3, DIMENSION);
        for (String path : List.of("./index.hnsw", "link.hnsw", root.resolve(INDEX).toString())) {
            assertThat(neighbors(server.files().search(request(path, query, 1, 0))).getFirst().id())
                    .isEqualTo(3);
        }
    }

    @Test
    void wrongRequestsAreRefused() throws IOException {
        TestVectors.build(root.resolve(INDEX), 5, DIMENSION, Metric.COSINE);
        float[] query = TestVectors.vector(1, DIMENSION);
        expect(
                Code.INVALID_ARGUMENT,
                "k must be",
                () -> server.files().search(request(INDEX, query, 0, 0)));
        expect(
                Code.INVALID_ARGUMENT,
                "-3",
                () -> server.files().search(request(INDEX, query, -3, 0)));
        expect(
                Code.INVALID_ARGUMENT,
                "10000",
                () -> server.files().search(request(INDEX, query, 10_001, 0)));
        expect(
                Code.INVALID_ARGUMENT,
                "ef_search",
                () -> server.files().search(request(INDEX, query, 1, 10_001)));
        expect(
                Code.NOT_FOUND,
                "none.hnsw",
                () -> server.files().search(request("none.hnsw", query, 1, 0)));
        expect(
                Code.INVALID_ARGUMENT,
                "empty",
                () -> server.files().search(request("", query, 1, 0)));
        expect(
                Code.INVALID_ARGUMENT,
                "not that of a file",
                () -> server.files().search(request(".", query, 1, 0)));
        float[] shorter = TestVectors.vector(1, DIMENSION - 1);
        expect(
                Code.INVALID_ARGUMENT,
                "must have 96 bytes",
                () -> server.files().search(request(INDEX, shorter, 1, 0)));
        expect(
                Code.INVALID_ARGUMENT,
                "it has 92",
                () -> server.files().search(request(INDEX, shorter, 1, 0)));
        query[0] = Float.NaN;
        expect(
                Code.INVALID_ARGUMENT,
                "not a finite number",
                () -> server.files().search(request(INDEX, query, 1, 0)));
    }

    @Test
    void damagedFilesAreReported() throws IOException {
        Path file = root.resolve(INDEX);
        TestVectors.build(file, 5, DIMENSION, Metric.COSINE);
        byte[] content = Files.readAllBytes(file);
        content[20] ^= 1;
        Files.write(root.resolve("damaged.hnsw"), content);
        Files.writeString(root.resolve("text"), "no index");
        VectorSearchRequest.Builder request =
                VectorSearchRequest.newBuilder()
                        .setK(1)
                        .setQueryVector(ByteString.copyFrom(new byte[4 * DIMENSION]));
        for (String name : List.of("damaged.hnsw", "text")) {
            expect(
                    Code.DATA_LOSS,
                    name,
                    () -> server.files().search(request.setIndexPath(name).build()));
        }
    }
}
