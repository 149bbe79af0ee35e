package io.cairn.ipc.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a connection has been silent for too long. It is asked again and again, and counts how
 * often in a row nothing had happened; so a pause of the whole process does not look like silence
 * of the clients. Only for the connection's own thread.
 */
final class Silence {

    /** Into how many parts the time limit is divided; it is overrun by at most one. */
    static final int PARTS = 8;

    private boolean frameSeen;
    private int quietParts;
    private int stalledParts;
    private @Nullable Object firstPending;
    private long firstProgress;
    private long pendingBytes;

    /** Notes that a whole frame has come. */
    void frame() {
        frameSeen = true;
    }

    /**
     * Looks at the connection; called once in each part of the time limit.
     *
     * @param channel the connection
     * @param working whether requests are in progress
     * @return true when it must be closed
     */
    boolean tooLong(Channel channel, boolean working) {
        boolean stalled = false;
        boolean progress = false;
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        if (out != null) {
            Object first = out.current();
            long bytes = out.totalPendingWriteBytes();
            boolean same =
                    first == firstPending
                            && out.currentProgress() == firstProgress
                            && bytes == pendingBytes;
            stalled = same && first != null;
            progress = !same;
            firstPending = first;
            firstProgress = out.currentProgress();
            pendingBytes = bytes;
        }
        stalledParts = stalled ? stalledParts + 1 : 0;
        quietParts = frameSeen || working || progress ? 0 : quietParts + 1;
        frameSeen = false;
        return stalledParts >= PARTS || quietParts >= PARTS;
    }
}
