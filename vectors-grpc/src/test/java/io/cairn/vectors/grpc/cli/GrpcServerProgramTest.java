package io.cairn.vectors.grpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Metric;
import io.cairn.vectors.grpc.Refusal;
import io.cairn.vectors.grpc.RunningServer;
import io.cairn.vectors.grpc.TestVectors;
import io.cairn.vectors.grpc.v1.CreateIndexRequest;
import io.cairn.vectors.grpc.v1.GetStatsRequest;
import io.cairn.vectors.grpc.v1.InsertBatchRequest;
import io.cairn.vectors.grpc.v1.SearchRequest;
import io.cairn.vectors.grpc.v1.VectorIndexServiceGrpc;
import io.cairn.vectors.grpc.v1.VectorIndexServiceGrpc.VectorIndexServiceBlockingStub;
import io.cairn.vectors.grpc.v1.VectorSearchRequest;
import io.cairn.vectors.grpc.v1.VectorServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcServerProgramTest {

    private static final int DIMENSION = 16;
    private static final String NAME = "kept";

    @TempDir Path folder;
    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
    }

    private static VectorSearchRequest request() {
        return VectorSearchRequest.newBuilder()
                .setIndexPath("i.hnsw")
                .setQueryVector(TestVectors.bytes(TestVectors.vector(2, DIMENSION)))
                .setK(1)
                .build();
    }

    @Test
    void servesLogsAndStops() throws Exception {
        TestVectors.build(root.resolve("i.hnsw"), 10, DIMENSION, Metric.COSINE);
        try (ServerChild child =
                ServerChild.start(folder, "-p", "0", "-d", "--root", root.toString())) {
            ManagedChannel channel = RunningServer.channel(child.port());
            try {
                assertThat(
                                VectorServiceGrpc.newBlockingStub(channel)
                                        .search(request())
                                        .getNeighbors(0)
                                        .getId())
                        .isEqualTo(2);
            } finally {
                channel.shutdownNow();
            }
            child.signal("-TERM");
            assertThat(child.exit()).isZero();
            assertThat(child.log())
                    .containsPattern(
                            "DEBUG io.cairn.vectors.grpc.calls: VectorService/Search index=i.hnsw k=1 ef=64 us=\\d+ OK")
                    .contains("stopping")
                    .contains("stopped")
                    .doesNotContain("no authentication");
        }
    }

    @Test
    void aTokenFileLocksTheDoor() throws Exception {
        TestVectors.build(root.resolve("i.hnsw"), 10, DIMENSION, Metric.COSINE);
        Path token = Files.writeString(folder.resolve("token"), "open-sesame\n");
        try (ServerChild child =
                ServerChild.start(
                        folder,
                        "--host=0.0.0.0",
                        "--port=0",
                        "--root=" + root,
                        "--token-file=" + token)) {
            ManagedChannel channel = RunningServer.channel(child.port());
            try {
                var stub = VectorServiceGrpc.newBlockingStub(channel);
                Refusal.expect(Code.UNAUTHENTICATED, "token", () -> stub.search(request()));
                Metadata headers = new Metadata();
                headers.put(
                        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                        "Bearer open-sesame");
                assertThat(
                                stub.withInterceptors(
                                                MetadataUtils.newAttachHeadersInterceptor(headers))
                                        .search(request())
                                        .getNeighborsCount())
                        .isEqualTo(1);
            } finally {
                channel.shutdownNow();
            }
            assertThat(child.log()).contains("WARN").contains("token can be read on the way");
            assertThat(child.log()).as("calls are logged only with -d").doesNotContain("Search");
        }
    }

    @Test
    void anOpenDoorIsWarnedOf() throws Exception {
        try (ServerChild child =
                ServerChild.start(folder, "--host=0.0.0.0", "--port=0", "--root=" + root)) {
            child.port();
            assertThat(child.log()).contains("WARN").contains("no authentication");
        }
    }

    @Test
    void aPortInUseIsAnError() throws Exception {
        try (ServerSocket taken =
                        new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                ServerChild child =
                        ServerChild.start(
                                folder, "--port=" + taken.getLocalPort(), "--root=" + root)) {
            assertThat(child.exit()).isEqualTo(Program.FAILED);
            assertThat(child.log()).contains("another process listens at this port");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port=70000, 2, 65535",
        "--port=x, 2, --port",
        "--root=none, 3, none",
        "--token-file=none, 3, no such token file",
        "--nonsense, 2, --nonsense",
    })
    void wrongArgumentsAreErrors(String argument, int code, String said) throws Exception {
        try (ServerChild child = ServerChild.start(folder, argument)) {
            assertThat(child.exit()).isEqualTo(code);
            assertThat(child.log()).contains(said);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesKills() throws Exception {
        int next = 0;
        for (int round = 0; round < 3; round++) {
            try (ServerChild child = ServerChild.start(folder, "--port=0", "--root=" + root)) {
                int port = child.port();
                ManagedChannel channel = RunningServer.channel(port);
                try {
                    VectorIndexServiceBlockingStub stub =
                            VectorIndexServiceGrpc.newBlockingStub(channel);
                    if (round == 0) {
                        create(stub);
                    }
                    expectAll(stub, next);
                    next = insertUntilKilled(stub, child, next);
                } finally {
                    channel.shutdownNow();
                }
            }
        }
        try (RunningServer server = RunningServer.start(root)) {
            expectAll(server.indexes(), next);
        }
    }

    private static void create(VectorIndexServiceBlockingStub stub) {
        stub.createIndex(
                CreateIndexRequest.newBuilder().setName(NAME).setDimension(DIMENSION).build());
    }

    /** Returns how many were acknowledged; the next may or may not have been inserted. */
    private static int insertUntilKilled(
            VectorIndexServiceBlockingStub stub, ServerChild child, int first)
            throws InterruptedException, IOException {
        AtomicInteger acknowledged = new AtomicInteger(first);
        Thread inserting =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                while (true) {
                                    insert(stub, acknowledged.get());
                                    acknowledged.incrementAndGet();
                                }
                            } catch (StatusRuntimeException e) {
                                // The server was killed.
                            }
                        });
        while (acknowledged.get() < first + 300 && inserting.isAlive()) {
            Thread.sleep(1);
        }
        child.kill();
        inserting.join();
        return acknowledged.get();
    }

    private static void insert(VectorIndexServiceBlockingStub stub, int id) {
        stub.insertBatch(
                InsertBatchRequest.newBuilder()
                        .setIndexName(NAME)
                        .addIds(id)
                        .addAllVectors(TestVectors.components(TestVectors.vector(id, DIMENSION)))
                        .build());
    }

    private static void expectAll(VectorIndexServiceBlockingStub stub, int count) {
        long vectors =
                stub.getStats(GetStatsRequest.newBuilder().setIndexName(NAME).build())
                        .getStats()
                        .getNumVectors();
        assertThat(vectors)
                .as("the last may have been written unacknowledged")
                .isBetween((long) count, count + 3L);
        for (int i = 0; i < count; i++) {
            assertThat(
                            stub.search(
                                            SearchRequest.newBuilder()
                                                    .setIndexName(NAME)
                                                    .setK(1)
                                                    .addAllQuery(
                                                            TestVectors.components(
                                                                    TestVectors.vector(
                                                                            i, DIMENSION)))
                                                    .build())
                                    .getResults(0)
                                    .getId())
                    .as("vector %s of %s", i, count)
                    .isEqualTo(i);
        }
    }
}
