package io.cairn.hnsw.file;

import java.nio.ByteBuffer;

/**
 * The numbers at fixed places of the header: where each is, how long, and what it may be.
 * Immutable.
 */
enum HeaderField {
    MAGIC("magic", 0, 8, HeaderField.MAGIC_NUMBER, HeaderField.MAGIC_NUMBER),
    FORMAT_MAJOR("formatMajor", 8, 2, 1, 1),
    FORMAT_MINOR("formatMinor", 10, 2, 0, 0xFFFF),
    HEADER_BYTES("headerBytes", 12, 4, HeaderField.BYTES, HeaderField.BYTES),
    REQUIRED_FEATURES("requiredFeatures", 16, 8, 0, 0),
    OPTIONAL_FEATURES("optionalFeatures", 24, 8, Long.MIN_VALUE, Long.MAX_VALUE),
    FILE_BYTES("fileBytes", 32, 8, HeaderField.BYTES, Long.MAX_VALUE),
    METRIC("metric", 40, 1, 1, StableNumbers.METRICS.size()),
    ENCODING("encoding", 41, 1, 1, StableNumbers.ENCODINGS.size()),
    ALGORITHM("algorithm", 42, 1, 1, StableNumbers.ALGORITHMS.size()),
    ORDERING("ordering", 43, 1, 1, StableNumbers.ORDERINGS.size()),
    DIMENSION("dimension", 44, 4, 1, 65_536),
    ROWS("rows", 48, 4, 0, Integer.MAX_VALUE),
    DELETED("deleted", 52, 4, 0, Integer.MAX_VALUE),
    MAX_CONNECTIONS("maxConnections", 56, 4, 2, 128),
    EF_CONSTRUCTION("efConstruction", 60, 4, 1, 10_000),
    SEED("seed", 64, 8, Long.MIN_VALUE, Long.MAX_VALUE),
    VERSION("version", 72, 8, 1, Long.MAX_VALUE),
    ENTRY_POINT("entryPoint", 80, 4, -1, Integer.MAX_VALUE),
    MAX_LAYER("maxLayer", 84, 4, 0, 63),
    ROW_BYTES("rowBytes", 88, 4, 64, Integer.MAX_VALUE),
    SECTIONS("sections", 92, 4, 0, HeaderField.SECTIONS_MAX),
    CHECKSUM("checksum", 4092, 4, Integer.MIN_VALUE, Integer.MAX_VALUE);

    /** The length of the header; sections begin at multiples of it. */
    static final int BYTES = 4096;

    /** {@code CAIRNVEC} in ASCII. */
    static final long MAGIC_NUMBER = 0x4345_564E_5249_4143L;

    /** Where the table of sections begins. */
    static final int TABLE_OFFSET = 96;

    /** A table longer than this is damage; today's files have 7 sections at most. */
    static final int SECTIONS_MAX = 64;

    private final String label;
    private final int offset;
    private final int bytes;
    private final long min;
    private final long max;

    HeaderField(String label, int offset, int bytes, long min, long max) {
        this.label = label;
        this.offset = offset;
        this.bytes = bytes;
        this.min = min;
        this.max = max;
    }

    /** Returns its name in messages and in the documentation. */
    String label() {
        return label;
    }

    int offset() {
        return offset;
    }

    /** Returns its length in bytes. */
    int bytes() {
        return bytes;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    boolean admits(long value) {
        return value >= min && value <= max;
    }

    /** Reads it; one and two bytes are unsigned. */
    long get(ByteBuffer header) {
        return switch (bytes) {
            case 1 -> header.get(offset) & 0xFF;
            case 2 -> header.getShort(offset) & 0xFFFF;
            case 4 -> header.getInt(offset);
            default -> header.getLong(offset);
        };
    }

    void put(ByteBuffer header, long value) {
        switch (bytes) {
            case 1 -> header.put(offset, (byte) value);
            case 2 -> header.putShort(offset, (short) value);
            case 4 -> header.putInt(offset, (int) value);
            default -> header.putLong(offset, value);
        }
    }
}
