package io.cairn.ipc.server.transport;

import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.ServerOptions;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import io.cairn.ipc.server.connection.ServerCounters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection: cuts what arrives into frames, hands them to the handler and sends what it
 * answers, in one go for each batch of frames that was read.
 *
 * <p>Everything happens in turns on the connection's own thread. A turn serves frames while the
 * handler is not busy and the client takes its replies; then it sends; then it decides whether to
 * read on. What is not read fills the socket, so a client that is too fast comes to wait.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Peer {

    private static final System.Logger LOG =
            System.getLogger("io.cairn.ipc.server.transport.Connection");

    /** How long sending what is left may take when the connection is being closed. */
    private static final long CLOSE_LIMIT_MILLIS = 5_000;

    /** How long and how much is read of a frame that is too long, so that its sender sees why. */
    private static final long REFUSAL_LIMIT_MILLIS = 1_000;

    private static final long REFUSED_BYTES_MAX = 64L * 1024 * 1024;

    private static final long DRAIN_CHECK_MILLIS = 10;

    private final Channel channel;
    private final ClientIdentity client;
    private final ServerCounters counters;
    private final FrameMemory frameMemory;
    private final FrameCutter cutter;
    private final Outflow out;
    private final Silence silence = new Silence();
    private final @Nullable ScheduledFuture<?> watch;
    private final Runnable nextTurn = () -> turn(null);
    private FrameHandler handler;

    private boolean inTurn;
    private boolean againDue;
    private boolean framesServed;

    /** No further frame is served. */
    private boolean ended;

    /** The rest of a frame that is too long is thrown away: so many bytes. */
    private long refusedBytes;

    /** The answer to that frame has been sent. */
    private boolean answered;

    private boolean closing;
    private boolean shut;

    /** Makes the connection's handler as well; on the connection's own thread. */
    Connection(
            Channel channel,
            ClientIdentity client,
            Function<Peer, FrameHandler> first,
            ServerOptions options,
            ServerCounters counters,
            FrameMemory frameMemory) {
        this.channel = channel;
        this.client = client;
        this.frameMemory = frameMemory;
        this.counters = counters;
        cutter = new FrameCutter(channel.alloc(), frameMemory);
        int high = options.limits().outboundBytesHigh();
        out = new Outflow(channel, counters, high, () -> execute(nextTurn));
        handler = first.apply(this);
        counters.connectionOpened();
        channel.closeFuture().addListener((ChannelFutureListener) closed -> shut());
        long partNanos = options.idleTimeout().toNanos() / Silence.PARTS;
        watch =
                partNanos == 0
                        ? null
                        : channel.eventLoop()
                                .scheduleWithFixedDelay(
                                        this::checkSilence,
                                        partNanos,
                                        partNanos,
                                        TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf piece = (ByteBuf) message;
        counters.received(piece.readableBytes());
        if (ended) {
            refusedBytes -= piece.readableBytes();
            piece.release();
            if (answered && refusedBytes <= 0) {
                channel.close();
            }
            return;
        }
        cutter.add(piece);
        if (!inTurn) {
            inTurn = true;
            try {
                cut();
            } catch (RuntimeException | Error e) {
                fail(e);
            } finally {
                inTurn = false;
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        turn(null);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            turn(null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.log(System.Logger.Level.DEBUG, "lost a client: " + describe(), cause);
            end();
        } else {
            fail(cause);
        }
    }

    @Override
    public WireWriter replies() {
        return out.replies();
    }

    @Override
    public boolean takesLoans() {
        return LentMemory.isPossible(channel);
    }

    @Override
    public void lend(MemorySegment bytes, Runnable whenSent) {
        out.lend(bytes, whenSent);
    }

    @Override
    public WireWriter newReply(int capacity) {
        return out.outbox().newReply(capacity);
    }

    @Override
    public void send(WireWriter reply) {
        out.outbox().put((ReplyWriter) reply);
    }

    @Override
    public void discard(WireWriter reply) {
        out.outbox().discard((ReplyWriter) reply);
    }

    @Override
    public void awaitWritable() throws InterruptedException, ClosedException {
        if (channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("a connection's own thread must not wait for itself");
        }
        out.gate().await();
    }

    @Override
    public void onOwnThread(Runnable task) {
        execute(() -> turn(task));
    }

    @Override
    public void resume() {
        if (channel.eventLoop().inEventLoop()) {
            turn(null);
        } else {
            execute(nextTurn);
        }
    }

    @Override
    public void close() {
        execute(this::closeWhenSent);
    }

    @Override
    public String describe() {
        return client.toString();
    }

    /**
     * Serves no further frame, and closes the connection when the requests in progress are done. On
     * any thread.
     */
    void drain() {
        execute(() -> {
            ended = true;
            turn(() -> handler.draining());
            closeWhenDrained();
        });
    }

    /** Ends the connection at once, whatever is in progress. On any thread. */
    void abandon() {
        execute(this::end);
    }

    private void turn(@Nullable Runnable task) {
        if (shut) {
            return;
        }
        againDue = true;
        if (inTurn) {
            if (task != null) {
                task.run();
            }
            return;
        }
        inTurn = true;
        try {
            if (task != null) {
                task.run();
            }
            while (againDue && !shut) {
                againDue = false;
                serve();
                out.flush();
            }
            if (!shut) {
                decideReading();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            inTurn = false;
        }
    }

    private void serve() {
        do {
            cut();
            if (framesServed && !shut) {
                framesServed = false;
                handler.batchEnd();
            }
        } while (cutter.hasMore() && mayServe());
    }

    private boolean mayServe() {
        return !ended && !handler.isBusy() && out.roomToServe();
    }

    private void cut() {
        int frames = 0;
        boolean more = true;
        while (more && mayServe()) {
            switch (cutter.advance()) {
                case FRAME -> {
                    frames++;
                    handler = handler.frame(cutter.opcode(), cutter.payload());
                    out.handOverIfLarge();
                }
                case PART -> more = false;
                case TOO_LONG -> {
                    frames++;
                    handler.tooLong(cutter.opcode(), cutter.length());
                    refuse();
                }
                case NO_MEMORY -> {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "closed a connection because too much memory is taken by frames that have come"
                                    + " in part [client={0}, length={1}, max={2}]",
                            describe(),
                            cutter.length(),
                            frameMemory.bytesMax());
                    end();
                }
            }
        }
        if (frames > 0) {
            framesServed = true;
            silence.frame();
            counters.requests(frames);
        }
    }

    private void decideReading() {
        // A busy handler is no reason to stop at once: reading is how the client's end is noticed.
        boolean taking = out.roomToServe() || out.isLending();
        boolean read = ended ? refusedBytes > 0 : taking && !cutter.isFull();
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** Closes after the answer to a frame that is too long, most of which is still to come. */
    private void refuse() {
        ended = true;
        long there = cutter.waitingBytes() - Frame.HEADER_BYTES;
        refusedBytes = Math.min(cutter.length(), REFUSED_BYTES_MAX) - there;
        cutter.close();
        out.afterSent(() -> {
            answered = true;
            if (refusedBytes <= 0) {
                channel.close();
            } else {
                ((DuplexChannel) channel).shutdownOutput();
                closeLater(REFUSAL_LIMIT_MILLIS);
            }
        });
    }

    private void closeWhenSent() {
        if (!shut && !closing) {
            closing = true;
            ended = true;
            out.afterSent(channel::close);
            closeLater(CLOSE_LIMIT_MILLIS);
        }
    }

    private void closeWhenDrained() {
        if (shut) {
            return;
        }
        if (!handler.isWorking() && out.outbox().isEmpty()) {
            closeWhenSent();
        } else {
            channel.eventLoop()
                    .schedule(this::closeWhenDrained, DRAIN_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void closeLater(long millis) {
        channel.eventLoop().schedule(this::end, millis, TimeUnit.MILLISECONDS);
    }

    private void checkSilence() {
        if (!shut && silence.tooLong(channel, handler.isWorking())) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "closed a silent connection [client={0}]",
                    describe());
            end();
        }
    }

    private void fail(Throwable cause) {
        LOG.log(
                System.Logger.Level.ERROR,
                "closed a connection after a failure: " + describe(),
                cause);
        end();
    }

    private void end() {
        shut();
        channel.close();
    }

    private void shut() {
        if (shut) {
            return;
        }
        shut = true;
        ended = true;
        if (watch != null) {
            watch.cancel(false);
        }
        cutter.close();
        try {
            handler.closed();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "cleaning up failed after: " + describe(), e);
        }
        out.close();
        counters.connectionClosed();
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server has stopped", e);
        }
    }
}
