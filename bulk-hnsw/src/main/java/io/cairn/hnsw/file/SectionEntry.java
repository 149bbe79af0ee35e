package io.cairn.hnsw.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A line of the table of sections. Immutable.
 *
 * @param kind the number of its {@link SectionKind}, or one that is not known here
 * @param checksum CRC32C of its bytes
 * @param offset where it begins in the file, in bytes
 * @param length how long it is, in bytes
 */
record SectionEntry(int kind, int checksum, long offset, long length) {

    /** The length of a line in bytes. */
    static final int BYTES = 24;

    static SectionEntry get(ByteBuffer header, int at) {
        return new SectionEntry(
                header.getInt(at),
                header.getInt(at + 4),
                header.getLong(at + 8),
                header.getLong(at + 16));
    }

    void put(ByteBuffer header, int at) {
        header.putInt(at, kind)
                .putInt(at + 4, checksum)
                .putLong(at + 8, offset)
                .putLong(at + 16, length);
    }

    /** Returns the first byte behind it. */
    long end() {
        return offset + length;
    }

    /** Returns its name in messages. */
    String label() {
        return Arrays.stream(SectionKind.values())
                .filter(k -> k.number() == kind)
                .map(SectionKind::name)
                .findFirst()
                .orElse("number " + Integer.toUnsignedString(kind));
    }
}
