package io.cairn.ipc.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connected socket that never blocks but in {@link #await}. An interrupt neither closes it nor
 * is lost: {@link #await} returns early and leaves the thread's flag set.
 *
 * <p>One thread at a time may read or await, one at a time may write, and {@link #wakeup} is for
 * everybody. {@link #close} is for a thread that excludes readers and writers, as the descriptor's
 * number is free for others afterwards.
 */
interface Transport {

    /**
     * Reads what is there.
     *
     * @param target where to put it
     * @return the bytes read, 0 when there are none yet, -1 when the other side has closed
     * @throws IOException when the connection is broken
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes what the socket takes.
     *
     * @param source what to write; its position moves
     * @return the bytes written, 0 when the socket is full
     * @throws IOException when the connection is broken
     */
    int write(ByteBuffer source) throws IOException;

    /**
     * Waits until there is something to read, or room to write if that is asked for, or {@link
     * #wakeup} is called, or the thread is interrupted, or the time is over.
     *
     * @param room whether room to write ends the wait
     * @param nanos the longest wait, in nanoseconds, rounded up to milliseconds; 0 only looks
     * @return false when an interrupt or the time ended the wait
     * @throws IOException when waiting fails
     */
    boolean await(boolean room, long nanos) throws IOException;

    /** Ends the present {@link #await}, or the next one. Does nothing once closed. */
    void wakeup();

    /**
     * Tells whether {@link #await} is only for platform threads.
     *
     * @return true when a waiting virtual thread would hold its carrier
     */
    boolean holdsCarrier();

    /** Closes the socket. */
    void close();
}
