package io.cairn.api;

import java.lang.foreign.MemorySegment;

/**
 * Walks a scan in its own direction; stands before the first entry at the start. The caller closes
 * it. Used by one thread at a time: a second thread gets {@link
 * io.cairn.error.TransactionStateException}, never a crash.
 *
 * <p>It sees the view's state as of its creation: in a transaction, the writes made before it was
 * opened and none made after. Closing its view or database closes it; a cursor that is forgotten is
 * closed when it is collected, with a warning in the log.
 */
public interface Cursor extends AutoCloseable {

    /**
     * Moves to the next entry.
     *
     * @return false when the scan has ended; {@link #endReason} says why
     */
    boolean next();

    /**
     * Copies the current key.
     *
     * @return an array owned by the caller
     * @throws io.cairn.error.TransactionStateException when there is no current entry
     */
    byte[] key();

    /**
     * Copies the current value.
     *
     * @return an array owned by the caller
     * @throws io.cairn.error.TransactionStateException when there is no current entry
     */
    byte[] value();

    /**
     * Lends the current key. The segment may be used only by the thread that asked for it, which is
     * the one that called {@link #next}: nothing holds back a close while another thread reads it.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     * @throws io.cairn.error.TransactionStateException when there is no current entry
     */
    MemorySegment keySegment();

    /**
     * Lends the current value. The segment may be used only by the thread that asked for it, which
     * is the one that called {@link #next}: nothing holds back a close while another thread reads
     * it.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     * @throws io.cairn.error.TransactionStateException when there is no current entry
     */
    MemorySegment valueSegment();

    /**
     * Returns why the scan ended.
     *
     * @return the reason
     * @throws io.cairn.error.TransactionStateException before {@link #next} has returned false
     */
    EndReason endReason();

    /** Releases the cursor. Calling it again does nothing. */
    @Override
    void close();
}
