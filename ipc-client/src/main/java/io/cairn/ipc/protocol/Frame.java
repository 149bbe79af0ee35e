package io.cairn.ipc.protocol;

/**
 * The frame that every message travels in, all numbers little-endian.
 *
 * <pre>
 *  0        1                 5                          5 + length
 * +--------+-----------------+----------------------------+
 * | opcode | length          | payload                    |
 * |   u8   |   u32           |   length bytes             |
 * +--------+-----------------+----------------------------+
 *
 * payload of the extended dialect, requests and replies alike:
 *  0                 4
 * +-----------------+-------------------------------------+
 * | request number  | body                                |
 * |   u32           |   as the opcode says                |
 * +-----------------+-------------------------------------+
 * </pre>
 */
public final class Frame {

    /** The bytes before the payload. */
    public static final int HEADER_BYTES = 5;

    /** The bytes of a request number at the beginning of a payload of the extended dialect. */
    public static final int NUMBER_BYTES = 4;

    /** The longest payload, in bytes; exactly so many are allowed. */
    public static final int PAYLOAD_BYTES_MAX = 16 * 1024 * 1024;

    private Frame() {}

    /**
     * Reads a length field as what it is, an unsigned number.
     *
     * @param field the four bytes, little-endian
     * @return 0 to 4,294,967,295
     */
    public static long length(int field) {
        return Integer.toUnsignedLong(field);
    }
}
