package io.cairn.ipc.client;

import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Reply;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the entries of one page after the other, in the arrays that arrived. Used by one thread at
 * a time. An array is never used again for another page, so what was lent of it stays what it was.
 */
final class RemotePage {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NOTHING = new byte[0];

    /** The two lengths before a key. */
    private static final int LENGTHS_BYTES = 2 * Integer.BYTES;

    private final int cut;
    private byte[] bytes = NOTHING;
    private MemorySegment segment = MemorySegment.NULL;
    private int left;
    private int next;
    private int keyAt;
    private int keyEnd;
    private boolean positioned;
    private boolean entered;

    /** Starts without a page; so many bytes are cut off the front of each key. */
    RemotePage(int cut) {
        this.cut = cut;
    }

    /** Goes to the front of a page. */
    void load(Reply.Page page) {
        bytes = page.entries();
        segment = MemorySegment.ofArray(bytes).asReadOnly();
        left = page.count();
        next = 0;
        positioned = false;
        entered = false;
    }

    /** Moves to the page's next entry; false when there is none. */
    boolean step() {
        if (left == 0) {
            positioned = false;
            return false;
        }
        int at = next;
        byte[] page = bytes;
        if (page.length - at < LENGTHS_BYTES) {
            throw malformed();
        }
        int keyLength = (int) INT.get(page, at);
        int valueLength = (int) INT.get(page, at + Integer.BYTES);
        int key = at + LENGTHS_BYTES;
        // Written so that no sum can overflow.
        int rest = page.length - key;
        if (keyLength < cut
                || keyLength > rest
                || valueLength < 0
                || valueLength > rest - keyLength) {
            throw malformed();
        }
        keyAt = key;
        keyEnd = key + keyLength;
        next = keyEnd + valueLength;
        left--;
        positioned = true;
        entered = true;
        return true;
    }

    /** Returns how many entries come after the present one. */
    int left() {
        return left;
    }

    /** Tells whether there is a present entry. */
    boolean positioned() {
        return positioned;
    }

    /** Leaves the present entry; there is none then. */
    void clear() {
        positioned = false;
        entered = false;
        bytes = NOTHING;
        segment = MemorySegment.NULL;
        left = 0;
    }

    /** Copies the last key that was walked to, as the server gave it; null when there is none. */
    byte @Nullable [] lastKey() {
        return entered ? Arrays.copyOfRange(bytes, keyAt, keyEnd) : null;
    }

    byte[] key() {
        return Arrays.copyOfRange(bytes, keyAt + cut, keyEnd);
    }

    byte[] value() {
        return Arrays.copyOfRange(bytes, keyEnd, next);
    }

    MemorySegment keySegment() {
        return segment.asSlice(keyAt + cut, keyEnd - keyAt - cut);
    }

    MemorySegment valueSegment() {
        return segment.asSlice(keyEnd, next - keyEnd);
    }

    private static UnavailableException malformed() {
        return new UnavailableException(
                ErrorCode.IO, "the server sent a page whose lengths do not add up", null);
    }
}
