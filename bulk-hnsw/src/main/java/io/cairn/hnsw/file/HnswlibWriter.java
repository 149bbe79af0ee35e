package io.cairn.hnsw.file;

import static io.cairn.hnsw.file.LittleEndian.U16;
import static io.cairn.hnsw.file.LittleEndian.U32;
import static io.cairn.hnsw.file.LittleEndian.U64;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.cairn.hnsw.Encoding;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Writes one index as hnswlib does. Used once, by one thread. */
final class HnswlibWriter {

    /** More than the longest element: 65,536 components and 256 links. */
    private static final int BUFFER_BYTES = 1 << 20;

    private final IndexHeader header;
    private final HnswlibHeader foreign;
    private final MemorySegment vectors;
    private final MemorySegment level0;
    private final MemorySegment levels;
    private final MemorySegment offsets;
    private final MemorySegment upper;
    private final @Nullable MemorySegment ids;
    private final @Nullable MemorySegment tombstones;
    private final Damage damage;
    private final FileChannel target;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final MemorySegment memory = MemorySegment.ofBuffer(buffer);
    private long position;

    HnswlibWriter(IndexFile source, FileChannel target) {
        this.header = source.header();
        boolean empty = header.rows() == 0;
        this.foreign =
                new HnswlibHeader(
                        header.rows(),
                        header.dimension(),
                        header.maxConnections(),
                        header.efConstruction(),
                        header.entryPoint(),
                        empty ? -1 : header.maxLayer());
        this.vectors = source.require(SectionKind.VECTORS);
        this.level0 = source.require(SectionKind.LEVEL0_LINKS);
        this.levels = source.require(SectionKind.LEVELS);
        this.offsets = source.require(SectionKind.UPPER_OFFSETS);
        this.upper = source.require(SectionKind.UPPER_LINKS);
        this.ids = source.section(SectionKind.IDS);
        this.tombstones = source.section(SectionKind.TOMBSTONES);
        this.damage = new Damage(source.path());
        this.target = target;
    }

    void write() throws IOException {
        buffer.put(foreign.encode());
        for (int row = 0; row < header.rows(); row++) {
            ensure(foreign.elementBytes());
            element(row);
        }
        for (int row = 0; row < header.rows(); row++) {
            upperLinks(row);
        }
        flush();
    }

    private void element(int row) {
        int mark = isDeleted(row) ? HnswlibHeader.DELETE_MARK << 16 : 0;
        record(
                level0,
                (long) row * header.level0RecordBytes(),
                header.maxConnections0(),
                mark,
                row,
                SectionKind.LEVEL0_LINKS);
        vector((long) row * header.rowBytes());
        buffer.putLong(ids == null ? row : ids.get(U64, (long) row * Long.BYTES));
    }

    private void vector(long at) {
        int bytes = foreign.vectorBytes();
        if (header.encoding() == Encoding.F32) {
            MemorySegment.copy(vectors, at, memory, buffer.position(), bytes);
            buffer.position(buffer.position() + bytes);
            return;
        }
        for (int i = 0; i < header.dimension(); i++) {
            buffer.putInt(vectors.get(U16, at + (long) i * Short.BYTES) << Short.SIZE);
        }
    }

    private void upperLinks(int row) throws IOException {
        int level = levels.get(JAVA_BYTE, row);
        if (level < 0 || level > header.maxLayer()) {
            throw damage.section(
                    "a row is above the uppermost layer", SectionKind.LEVELS.name(), "row", row);
        }
        ensure(Integer.BYTES);
        buffer.putInt(level * header.upperRecordBytes());
        long first = offsets.get(U32, (long) row * Integer.BYTES);
        if (level > 0
                && (first < 0 || (first + level) * header.upperRecordBytes() > upper.byteSize())) {
            throw damage.section(
                    "a row's records of upper links are not where they can be",
                    SectionKind.UPPER_OFFSETS.name(),
                    "row",
                    row);
        }
        for (long record = first; record < first + level; record++) {
            ensure(header.upperRecordBytes());
            record(
                    upper,
                    record * header.upperRecordBytes(),
                    header.maxConnections(),
                    0,
                    row,
                    SectionKind.UPPER_LINKS);
        }
    }

    /** Writes a list of links; places that are not used are zero there. */
    private void record(
            MemorySegment links, long at, int places, int mark, int row, SectionKind kind) {
        int count = links.get(U32, at);
        if (count < 0 || count > places) {
            throw damage.section("a row has more links than places", kind.name(), "row", row);
        }
        buffer.putInt(count | mark);
        for (int i = 1; i <= places; i++) {
            int neighbour = i <= count ? links.get(U32, at + (long) i * Integer.BYTES) : 0;
            if (neighbour < 0 || neighbour >= header.rows()) {
                throw damage.section(
                        "a link leads to a row that is not there", kind.name(), "row", row);
            }
            buffer.putInt(neighbour);
        }
    }

    private boolean isDeleted(int row) {
        return tombstones != null
                && (tombstones.get(U64, (long) (row / Long.SIZE) * Long.BYTES) >>> row & 1) != 0;
    }

    private void ensure(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        int bytes = buffer.remaining();
        SlicedCopy.writeAll(buffer, target, position);
        position += bytes;
        buffer.clear();
    }
}
