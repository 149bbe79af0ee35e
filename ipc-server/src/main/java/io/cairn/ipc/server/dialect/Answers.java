package io.cairn.ipc.server.dialect;

import io.cairn.bytes.Bytes;
import io.cairn.compat.sochdb.DialectCode;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.WireWriter;
import java.util.Arrays;

/**
 * Writes the replies of both dialects, which differ in one thing. Stateless and thread-safe.
 *
 * <pre>
 * SDK dialect         0x82 | length u32 | value
 * documented dialect  0x82 | length u32 | val_len u32 | value
 * both, no value      0x82 | 0
 * </pre>
 *
 * @param lengthBeforeValue whether a value is preceded by its length
 */
record Answers(boolean lengthBeforeValue) {

    /** The longest text of an error, in bytes; what is longer is cut. */
    private static final int ERROR_BYTES_MAX = 8 * 1024;

    /** Returns how long a value can be so that it fits into a reply. */
    int valueBytesMax() {
        return Frame.PAYLOAD_BYTES_MAX - (lengthBeforeValue ? Integer.BYTES : 0);
    }

    void empty(WireWriter out, int opcode) {
        out.end(out.begin(opcode));
    }

    void number(WireWriter out, int opcode, long number) {
        int mark = out.begin(opcode);
        out.u64(number);
        out.end(mark);
    }

    void bytes(WireWriter out, int opcode, byte[] bytes) {
        int mark = out.begin(opcode);
        out.raw(bytes);
        out.end(mark);
    }

    void error(WireWriter out, String text) {
        byte[] bytes = Bytes.utf8(text);
        if (bytes.length > ERROR_BYTES_MAX) {
            int end = ERROR_BYTES_MAX;
            while ((bytes[end] & 0xC0) == 0x80) {
                end--;
            }
            bytes = Arrays.copyOf(bytes, end);
        }
        bytes(out, DialectCode.ERROR, bytes);
    }

    /** Begins a value; returns what {@link #endValue} needs. */
    int beginValue(WireWriter out) {
        int mark = out.begin(DialectCode.VALUE);
        if (lengthBeforeValue) {
            out.u32(0);
        }
        return mark;
    }

    /** Returns how many bytes of a value have been written. */
    int valueBytes(WireWriter out, int mark) {
        return out.position() - valueAt(mark);
    }

    void endValue(WireWriter out, int mark) {
        if (lengthBeforeValue) {
            out.patch(mark + Frame.HEADER_BYTES, valueBytes(out, mark));
        }
        out.end(mark);
    }

    void value(WireWriter out, byte[] value) {
        if (value.length > valueBytesMax()) {
            throw new LimitException(
                    "the value does not fit into a frame of this dialect",
                    "limit",
                    "valueBytes",
                    "max",
                    valueBytesMax(),
                    "actual",
                    value.length);
        }
        int mark = beginValue(out);
        out.raw(value);
        endValue(out, mark);
    }

    private int valueAt(int mark) {
        return mark + Frame.HEADER_BYTES + (lengthBeforeValue ? Integer.BYTES : 0);
    }
}
