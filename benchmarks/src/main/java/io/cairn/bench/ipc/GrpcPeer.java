package io.cairn.bench.ipc;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client of the gRPC server. Used by one thread; whoever connects it closes it. */
public final class GrpcPeer implements AutoCloseable {

    private final EventLoopGroup loop;
    private final ManagedChannel channel;

    private GrpcPeer(EventLoopGroup loop, ManagedChannel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /**
     * Connects.
     *
     * @param socket where the server listens
     * @return the client; the caller closes it
     */
    public static GrpcPeer connect(Path socket) {
        EventLoopGroup loop = GrpcService.loop();
        return new GrpcPeer(loop, GrpcService.connect(socket, loop));
    }

    /**
     * Makes one call and waits for it.
     *
     * @param key the key
     * @return the value, empty when absent
     */
    public byte[] get(byte[] key) {
        return ClientCalls.blockingUnaryCall(channel, GrpcService.GET, GrpcService.OPTIONS, key);
    }

    /**
     * Makes calls, so many under way at once.
     *
     * @param keys the keys
     * @param depth how many calls are under way
     * @return how many calls were made
     * @throws Exception when one fails
     */
    public long getAll(byte[][] keys, int depth) throws Exception {
        List<ListenableFuture<byte[]>> calls = new ArrayList<>();
        for (int from = 0; from < keys.length; from += depth) {
            calls.clear();
            for (int i = from; i < Math.min(keys.length, from + depth); i++) {
                calls.add(
                        ClientCalls.futureUnaryCall(
                                channel.newCall(GrpcService.GET, GrpcService.OPTIONS), keys[i]));
            }
            for (ListenableFuture<byte[]> call : calls) {
                call.get();
            }
        }
        return keys.length;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        loop.shutdownGracefully();
    }
}
