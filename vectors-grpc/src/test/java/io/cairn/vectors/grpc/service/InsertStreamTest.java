package io.cairn.vectors.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.vectors.grpc.RunningServer;
import io.cairn.vectors.grpc.TestVectors;
import io.cairn.vectors.grpc.v1.CreateIndexRequest;
import io.cairn.vectors.grpc.v1.GetStatsRequest;
import io.cairn.vectors.grpc.v1.InsertStreamRequest;
import io.cairn.vectors.grpc.v1.InsertStreamResponse;
import io.cairn.vectors.grpc.v1.VectorIndexServiceGrpc;
import io.cairn.vectors.grpc.v1.VectorMetadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsertStreamTest {

    private static final int DIMENSION = 4;
    private static final String NAME = "stream";

    @TempDir Path root;
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(root);
        server.indexes()
                .createIndex(
                        CreateIndexRequest.newBuilder()
                                .setName(NAME)
                                .setDimension(DIMENSION)
                                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static InsertStreamRequest.Builder vector(long id) {
        return InsertStreamRequest.newBuilder()
                .setId(id)
                .addAllVector(TestVectors.components(TestVectors.vector(id, DIMENSION)));
    }

    private InsertStreamResponse stream(Consumer<StreamObserver<InsertStreamRequest>> sending)
            throws InterruptedException {
        CompletableFuture<InsertStreamResponse> reply = new CompletableFuture<>();
        StreamObserver<InsertStreamRequest> requests =
                VectorIndexServiceGrpc.newStub(server.channel())
                        .insertStream(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(InsertStreamResponse value) {
                                        reply.complete(value);
                                    }

                                    @Override
                                    public void onError(Throwable error) {
                                        reply.completeExceptionally(error);
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        sending.accept(requests);
        requests.onCompleted();
        try {
            return reply.get();
        } catch (ExecutionException e) {
            throw Status.fromThrowable(e.getCause()).asRuntimeException();
        }
    }

    private void expect(Code code, String part, List<InsertStreamRequest> requests) {
        io.cairn.vectors.grpc.Refusal.expect(
                code, part, () -> stream(sending -> requests.forEach(sending::onNext)));
    }

    private long vectors() {
        return server.indexes()
                .getStats(GetStatsRequest.newBuilder().setIndexName(NAME).build())
                .getStats()
                .getNumVectors();
    }

    @Test
    void insertsAll() throws InterruptedException {
        InsertStreamResponse reply =
                stream(sending -> {
                    sending.onNext(vector(0).setIndexName(NAME).build());
                    for (int i = 1; i < 2_500; i++) {
                        sending.onNext(vector(i).build());
                    }
                });
        assertThat(reply.getTotalInserted()).isEqualTo(2_500);
        assertThat(reply.getErrorsList()).isEmpty();
        assertThat(reply.getDurationUs()).isPositive();
        assertThat(vectors()).isEqualTo(2_500);
    }

    @Test
    void leavesOutWhatCannotBeInserted() throws InterruptedException {
        InsertStreamResponse reply =
                stream(sending -> {
                    sending.onNext(vector(0).setIndexName(NAME).build());
                    sending.onNext(vector(1).addVector(1).build());
                    sending.onNext(vector(2).setVector(0, Float.NaN).build());
                    sending.onNext(vector(0).build());
                    sending.onNext(vector(3).setIndexName(NAME).build());
                });
        assertThat(reply.getTotalInserted()).isEqualTo(2);
        assertThat(reply.getErrorsList())
                .containsExactly(
                        "vector 1: it has 5 components, the index has 4",
                        "vector 2: a component is not a finite number",
                        "vector 0: the id is in the index already");
    }

    @Test
    void doesNotNameEachOfVeryManyErrors() throws InterruptedException {
        InsertStreamResponse reply =
                stream(sending -> {
                    for (int i = 0; i < 300; i++) {
                        sending.onNext(vector(7).setIndexName(NAME).build());
                    }
                });
        assertThat(reply.getTotalInserted()).isEqualTo(1);
        assertThat(reply.getErrorsList()).hasSize(101).last().isEqualTo("and 199 more");
    }

    @Test
    void refusesWhatIsNoStreamForAnIndex() {
        expect(Code.INVALID_ARGUMENT, "index_name", List.of(vector(0).build()));
        expect(Code.NOT_FOUND, "none", List.of(vector(0).setIndexName("none").build()));
        expect(
                Code.INVALID_ARGUMENT,
                "one stream is for one index",
                List.of(
                        vector(0).setIndexName(NAME).build(),
                        vector(1).setIndexName("other").build()));
        expect(
                Code.UNIMPLEMENTED,
                "metadata",
                List.of(
                        vector(0)
                                .setIndexName(NAME)
                                .setMetadata(VectorMetadata.getDefaultInstance())
                                .build()));
        assertThat(vectors()).isZero();
    }

    @Test
    void anEmptyStreamInsertsNothing() throws InterruptedException {
        assertThat(stream(_ -> {}).getTotalInserted()).isZero();
    }
}
