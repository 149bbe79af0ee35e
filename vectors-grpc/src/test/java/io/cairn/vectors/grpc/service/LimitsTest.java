package io.cairn.vectors.grpc.service;

import static io.cairn.vectors.grpc.Refusal.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.vectors.grpc.RunningServer;
import io.cairn.vectors.grpc.VectorServer;
import io.cairn.vectors.grpc.VectorServerLimits;
import io.cairn.vectors.grpc.VectorServerOptions;
import io.cairn.vectors.grpc.v1.CreateIndexRequest;
import io.cairn.vectors.grpc.v1.HealthCheckRequest;
import io.cairn.vectors.grpc.v1.InsertBatchRequest;
import io.cairn.vectors.grpc.v1.InsertStreamRequest;
import io.cairn.vectors.grpc.v1.InsertStreamResponse;
import io.cairn.vectors.grpc.v1.SearchBatchRequest;
import io.cairn.vectors.grpc.v1.SearchRequest;
import io.cairn.vectors.grpc.v1.VectorIndexServiceGrpc;
import io.cairn.vectors.grpc.v1.VectorSearchRequest;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final VectorServerLimits SMALL =
            new VectorServerLimits(1 << 16, 3, 2, 5, 6, 7, 1, 1);

    @TempDir Path root;

    private RunningServer small() {
        return RunningServer.start(root, options -> options.withLimits(SMALL));
    }

    private static CreateIndexRequest named(String name) {
        return CreateIndexRequest.newBuilder().setName(name).setDimension(2).build();
    }

    private static void create(RunningServer server, String name) {
        assertThat(server.indexes().createIndex(named(name)).getSuccess()).isTrue();
    }

    @Test
    void searchesAreBounded() {
        try (RunningServer server = small()) {
            create(server, "a");
            SearchRequest.Builder search =
                    SearchRequest.newBuilder().setIndexName("a").addQuery(1).addQuery(0);
            server.indexes().search(search.setK(5).setEf(6).build());
            expect(
                    Code.INVALID_ARGUMENT,
                    "k must be 1 to 5",
                    () -> server.indexes().search(search.clone().setK(6).build()));
            expect(
                    Code.INVALID_ARGUMENT,
                    "1 to 6",
                    () -> server.indexes().search(search.clone().setEf(7).build()));
            expect(
                    Code.INVALID_ARGUMENT,
                    "num_queries must be 1 to 7",
                    () ->
                            server.indexes()
                                    .searchBatch(
                                            SearchBatchRequest.newBuilder()
                                                    .setIndexName("a")
                                                    .setK(1)
                                                    .setEf(1)
                                                    .setNumQueries(8)
                                                    .build()));
            expect(
                    Code.INVALID_ARGUMENT,
                    "k must be 1 to 5",
                    () ->
                            server.files()
                                    .search(
                                            VectorSearchRequest.newBuilder()
                                                    .setIndexPath("x")
                                                    .setK(6)
                                                    .build()));
        }
    }

    @Test
    void indexesAreCounted() {
        try (RunningServer server = small()) {
            create(server, "a");
            assertThat(server.indexes().createIndex(named("b")).getError())
                    .contains("as many indexes as it may, 1");
        }
        try (RunningServer server = RunningServer.start(root)) {
            create(server, "b");
        }
        assertThatThrownBy(this::small)
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("indexes=2");
    }

    @Test
    void longMessagesAreRefused() {
        try (RunningServer server = small()) {
            create(server, "a");
            expect(
                    Code.RESOURCE_EXHAUSTED,
                    "",
                    () ->
                            server.indexes()
                                    .insertBatch(
                                            InsertBatchRequest.newBuilder()
                                                    .setIndexName("a")
                                                    .addAllVectors(Collections.nCopies(20_000, 1f))
                                                    .build()));
            expectServing(server);
        }
    }

    /** The server goes on after it. */
    private static void expectServing(RunningServer server) {
        assertThat(
                        server.indexes()
                                .healthCheck(HealthCheckRequest.getDefaultInstance())
                                .getIndexesList())
                .containsExactly("a");
    }

    /** A stream that stays open, unless it is refused. */
    private static final class OpenStream implements StreamObserver<InsertStreamResponse> {
        private final StreamObserver<InsertStreamRequest> requests;
        private volatile boolean refused;

        OpenStream(RunningServer server) {
            requests = VectorIndexServiceGrpc.newStub(server.channel()).insertStream(this);
        }

        @Override
        public void onNext(InsertStreamResponse value) {}

        @Override
        public void onError(Throwable error) {
            refused = true;
        }

        @Override
        public void onCompleted() {}
    }

    private static void insertNothing(RunningServer server) {
        server.indexes().insertBatch(InsertBatchRequest.newBuilder().setIndexName("a").build());
    }

    @Test
    void callsAreCountedUntilTheyEnd() throws InterruptedException {
        try (RunningServer server = small()) {
            create(server, "a");
            List<OpenStream> streams = new ArrayList<>();
            StatusRuntimeException refusal = null;
            // Whichever comes first has the place.
            while (refusal == null) {
                streams.removeIf(stream -> stream.refused);
                while (streams.size() < 2) {
                    streams.add(new OpenStream(server));
                }
                Thread.sleep(20);
                try {
                    insertNothing(server);
                } catch (StatusRuntimeException e) {
                    refusal = e;
                }
            }
            assertThat(refusal.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
            assertThat(refusal.getStatus().getDescription()).contains("2 inserts and batches");
            expectServing(server);
            streams.get(0).requests.onCompleted();
            streams.get(1).requests.onError(new InterruptedException("the caller has gone"));
            boolean served = false;
            while (!served) {
                Thread.sleep(20);
                try {
                    insertNothing(server);
                    served = true;
                } catch (StatusRuntimeException e) {
                    assertThat(e.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer secreT",
                "Bearer secret1",
                "Basic secret",
                "secret"
            })
    void withoutTheTokenNothingIsServed(String header) {
        try (RunningServer server =
                RunningServer.start(root, options -> options.withToken("secret"))) {
            Metadata headers = new Metadata();
            Metadata.Key<String> key =
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
            if (!header.isEmpty()) {
                headers.put(key, header);
            }
            var with = MetadataUtils.newAttachHeadersInterceptor(headers);
            expect(
                    Code.UNAUTHENTICATED,
                    "token",
                    () -> server.indexes().withInterceptors(with).createIndex(named("a")));
            expect(
                    Code.UNAUTHENTICATED,
                    "token",
                    () ->
                            server.files()
                                    .withInterceptors(with)
                                    .search(VectorSearchRequest.getDefaultInstance()));
            expect(
                    Code.UNAUTHENTICATED,
                    "token",
                    () ->
                            server.indexes()
                                    .withInterceptors(with)
                                    .healthCheck(HealthCheckRequest.getDefaultInstance()));
            assertThat(root).isEmptyDirectory();

            Metadata right = new Metadata();
            right.put(key, "Bearer secret");
            assertThat(
                            server.indexes()
                                    .withInterceptors(
                                            MetadataUtils.newAttachHeadersInterceptor(right))
                                    .createIndex(named("a"))
                                    .getSuccess())
                    .isTrue();
        }
    }

    @Test
    void aPortThatIsTakenIsTold() {
        try (RunningServer server = RunningServer.start(root)) {
            int port = server.server().port();
            assertThat(server.server().address()).isEqualTo("127.0.0.1:" + port);
            assertThatThrownBy(
                            () -> VectorServer.start(VectorServerOptions.of(root).withPort(port)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("another process listens")
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    @Test
    void wrongOptionsAreTold() {
        VectorServerOptions options = VectorServerOptions.of(root);
        assertThatThrownBy(() -> options.withPort(65_536))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> options.withHost(" "))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> options.withToken(""))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> options.withToken("a b"))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> VectorServer.start(options.withHost("no.such.host.invalid")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("no.such.host.invalid");
        assertThatThrownBy(() -> VectorServer.start(VectorServerOptions.of(root.resolve("none"))))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> new VectorServerLimits(1 << 27, 3, 2, 5, 6, 7, 1, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("messageBytes");
        assertThat(options.withToken("secret").toString()).doesNotContain("secret");
    }
}
