package io.cairn.ipc.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A channel that never blocks, and a selector of its own to wait on. Channels that block would be
 * closed by an interrupt of the thread that reads.
 */
abstract class SelectorTransport implements Transport {

    private static final System.Logger LOG = System.getLogger("io.cairn.ipc.client");
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long WAIT_MILLIS_MAX = TimeUnit.HOURS.toMillis(1);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    /** Set by the first wakeup since the last wait, so that wakeups do not pile up in a pipe. */
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Keeps wakeup from touching a selector whose descriptors are closed. */
    private final Object closing = new Object();

    private boolean closed;

    /**
     * Takes over a connected channel in non-blocking mode.
     *
     * @param channel the channel, closed here when this fails
     * @throws IOException when there is no selector to be had
     */
    SelectorTransport(SocketChannel channel) throws IOException {
        this.channel = channel;
        Selector opened = null;
        try {
            opened = channel.provider().openSelector();
            this.selector = opened;
            this.key = channel.register(opened, SelectionKey.OP_READ);
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            if (opened != null) {
                closeQuietly(opened);
            }
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public final boolean await(boolean room, long nanos) throws IOException {
        int interest = room ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
        long millis = (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        int ready =
                nanos > 0
                        ? selector.select(Math.clamp(millis, 1, WAIT_MILLIS_MAX))
                        : selector.selectNow();
        boolean wokenUp = woken.get();
        if (wokenUp) {
            woken.set(false);
        }
        if (ready > 0) {
            selector.selectedKeys().clear();
        }
        return ready > 0 || wokenUp;
    }

    @Override
    public final void wakeup() {
        if (woken.compareAndSet(false, true)) {
            synchronized (closing) {
                if (!closed) {
                    selector.wakeup();
                }
            }
        }
    }

    @Override
    public final void close() {
        synchronized (closing) {
            if (!closed) {
                closed = true;
                closeQuietly(channel);
                closeQuietly(selector);
            }
        }
    }

    /** Closes what there is no use for any more; a failure changes nothing for the caller. */
    static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a socket failed", e);
        }
    }
}
