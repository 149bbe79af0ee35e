package io.cairn.vectors.grpc;

import io.cairn.vectors.grpc.v1.VectorIndexServiceGrpc;
import io.cairn.vectors.grpc.v1.VectorServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server with a connection to it. Whoever starts it closes it. */
public final class RunningServer implements AutoCloseable {

    private final VectorServer server;
    private final ManagedChannel channel;

    private RunningServer(VectorServer server) {
        this.server = server;
        this.channel = channel(server.port());
    }

    public static RunningServer start(Path root) {
        return start(root, options -> options);
    }

    public static RunningServer start(Path root, UnaryOperator<VectorServerOptions> change) {
        return new RunningServer(
                VectorServer.start(change.apply(VectorServerOptions.of(root).withPort(0))));
    }

    public static ManagedChannel channel(int port) {
        return Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .maxInboundMessageSize(64 << 20)
                .build();
    }

    public VectorServer server() {
        return server;
    }

    public ManagedChannel channel() {
        return channel;
    }

    public VectorServiceGrpc.VectorServiceBlockingStub files() {
        return VectorServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    public VectorIndexServiceGrpc.VectorIndexServiceBlockingStub indexes() {
        return VectorIndexServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
    }
}
