package io.cairn.ipc.server.transport;

import io.cairn.ipc.server.ServerOptions;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Handlers;
import io.cairn.ipc.server.connection.Peer;
import io.cairn.ipc.server.connection.ServerCounters;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PoolChunkListMetric;
import io.netty.buffer.PoolChunkMetric;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server that echoes. */
final class EchoServer implements AutoCloseable {

    final ServerCounters counters = new ServerCounters();
    final TransportServer server;

    /** Stands in for time that is not measured: how long something may take that is under way. */
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<EchoHandler> handlers = new LinkedBlockingQueue<>();
    private final BlockingQueue<EchoHandler> sdkHandlers = new LinkedBlockingQueue<>();

    /** Servers share their memory, also with others in this process. */
    private final long buffersBefore = buffers();

    EchoServer(ServerOptions options) {
        server =
                TransportServer.start(
                        options,
                        counters,
                        new Handlers() {
                            @Override
                            public FrameHandler documented(Peer peer) {
                                EchoHandler handler = new EchoHandler(peer);
                                handlers.add(handler);
                                return handler;
                            }

                            @Override
                            public FrameHandler sdk(Peer peer) {
                                EchoHandler handler = new EchoHandler(peer);
                                sdkHandlers.add(handler);
                                return handler;
                            }
                        });
    }

    /** Returns the handler of the next connection, in the order of connecting. */
    EchoHandler handler() throws InterruptedException {
        return present(handlers.poll(10, TimeUnit.SECONDS));
    }

    EchoHandler sdkHandler() throws InterruptedException {
        return present(sdkHandlers.poll(10, TimeUnit.SECONDS));
    }

    /** Returns the bytes of buffers in use: those of all chunks and huge buffers but the free. */
    long bufferBytes() {
        long bytes = 0;
        for (PoolArenaMetric arena : EventLoops.allocator().metric().directArenas()) {
            bytes += arena.numActiveBytes();
            for (PoolChunkListMetric list : arena.chunkLists()) {
                for (PoolChunkMetric chunk : list) {
                    bytes -= chunk.freeBytes();
                }
            }
        }
        return bytes;
    }

    /** Returns how many buffers are in use. */
    long buffers() {
        return EventLoops.allocator().metric().directArenas().stream()
                .mapToLong(arena -> arena.numActiveAllocations())
                .sum();
    }

    /** Waits for what another thread will make true soon; fails when it takes too long. */
    static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come true: " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** Stops the server, and checks that all its memory has come back. */
    @Override
    public void close() {
        server.close();
        eventually("no buffer is kept", () -> buffers() <= buffersBefore);
        eventually("no part of a frame is kept", () -> server.frameMemory().bytes() == 0);
    }

    private static EchoHandler present(EchoHandler handler) {
        if (handler == null) {
            throw new AssertionError("no connection was let in");
        }
        return handler;
    }
}
