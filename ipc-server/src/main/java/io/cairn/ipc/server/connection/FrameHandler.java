package io.cairn.ipc.server.connection;

import java.nio.ByteBuffer;

/**
 * Serves the frames of one connection in one dialect. All methods are called on the connection's
 * own thread, which serves other connections too and must not be made to wait.
 */
public interface FrameHandler {

    /**
     * Serves one frame. Must not throw: a bad request is answered by an error.
     *
     * @param opcode the first byte, 0 to 255
     * @param payload the payload from position to limit, little-endian, valid during the call
     * @return who serves the frames after this one; usually this handler
     */
    FrameHandler frame(int opcode, ByteBuffer payload);

    /**
     * Answers a frame whose length is over the limit; the connection is closed after the answer.
     *
     * @param opcode the first byte, 0 to 255
     * @param length the length it claims, in bytes
     */
    void tooLong(int opcode, long length);

    /** Finishes what was put off while there were further frames at hand. */
    void batchEnd();

    /**
     * Tells whether the next frame must wait until {@link Peer#resume} is called.
     *
     * @return true when no frame may be handed over
     */
    boolean isBusy();

    /**
     * Tells whether something is under way, so that a silent client is not idle.
     *
     * @return true while a request has not been answered
     */
    boolean isWorking();

    /**
     * Says that the server is about to stop: what waits for an event that may never come is ended
     * with an error, and requests in progress go on. No frame is handed over any more.
     */
    default void draining() {}

    /**
     * Ends everything that belongs to the connection: transactions are aborted, cursors, snapshots
     * and watches closed, waits ended, shared memory freed. Returns soon; what must wait for work
     * in progress happens elsewhere, within the limit on waits.
     */
    void closed();
}
