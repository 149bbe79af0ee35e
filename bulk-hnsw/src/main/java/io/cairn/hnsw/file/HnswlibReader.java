package io.cairn.hnsw.file;

import static io.cairn.hnsw.file.LittleEndian.U32;
import static io.cairn.hnsw.file.LittleEndian.U64;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one file of hnswlib into a new index. Used once, by one thread. */
final class HnswlibReader {

    private static final int NO_ROW = -1;
    private static final int COUNT_MASK = 0xFFFF;

    /** What rounding leaves of a length of 1, and more. */
    private static final double LENGTH_TOLERANCE = 1e-3;

    private final HnswlibHeader foreign;
    private final Metric metric;
    private final SequentialInput input;
    private final Damage damage;
    private final int rowBytes;
    private final MemorySegment vectors;
    private final MemorySegment level0;
    private final MemorySegment levels;
    private final MemorySegment offsets;
    private final MemorySegment upper;
    private final MemorySegment ids;
    private @Nullable MemorySegment tombstones;
    private int deleted;

    private HnswlibReader(
            HnswlibHeader foreign,
            Metric metric,
            SequentialInput input,
            Damage damage,
            IndexFileWriter out) {
        this.foreign = foreign;
        this.metric = metric;
        this.input = input;
        this.damage = damage;
        this.rowBytes = Encoding.F32.rowBytes(foreign.dimension());
        long rows = foreign.elements();
        long upperBytes = input.remaining() - rows * (foreign.elementBytes() + Integer.BYTES);
        if (upperBytes % foreign.upperBytes() != 0
                || upperBytes / foreign.upperBytes()
                        > Math.min(rows * Math.max(foreign.maxLayer(), 0), Integer.MAX_VALUE)) {
            throw damage.section(
                    "the file is not as long as a file of hnswlib with its header", "upper links");
        }
        this.vectors = out.reserveVectors(rows * rowBytes);
        this.level0 = out.reserve(SectionKind.LEVEL0_LINKS, rows * foreign.level0Bytes());
        this.levels = out.reserve(SectionKind.LEVELS, rows);
        this.offsets = out.reserve(SectionKind.UPPER_OFFSETS, rows * Integer.BYTES);
        this.upper = out.reserve(SectionKind.UPPER_LINKS, upperBytes);
        this.ids = out.reserve(SectionKind.IDS, rows * Long.BYTES);
    }

    static IndexHeader read(Path source, Metric metric, IndexFileWriter out) throws IOException {
        Damage damage = new Damage(source);
        if (!Files.exists(source)) {
            throw new NoSuchFileException(source.toString());
        }
        if (!Files.isRegularFile(source)) {
            throw damage.section("this is not a file of hnswlib, nor any file", "header");
        }
        try (SequentialInput input = SequentialInput.open(source, damage)) {
            long fileBytes = input.remaining();
            HnswlibHeader foreign =
                    HnswlibHeader.decode(
                            input.next(HnswlibHeader.BYTES, "header"), fileBytes, damage);
            return new HnswlibReader(foreign, metric, input, damage, out).read(out);
        }
    }

    private IndexHeader read(IndexFileWriter out) throws IOException {
        for (int row = 0; row < foreign.elements(); row++) {
            element(row, out);
        }
        int record = 0;
        for (int row = 0; row < foreign.elements(); row++) {
            record += upperLists(row, record);
        }
        if (input.remaining() != 0) {
            throw damage.section("the file goes on behind its last list", "upper links");
        }
        checkLayers();
        Long twice = RepeatedId.find(ids, RepeatedId.MEMORY_IDS);
        if (twice != null) {
            throw damage.section("two elements have the same label", "labels", "label", twice);
        }
        return header();
    }

    private IndexHeader header() {
        long efMax = HeaderField.EF_CONSTRUCTION.max();
        return new IndexHeader(
                metric,
                Encoding.F32,
                foreign.dimension(),
                foreign.elements(),
                deleted,
                foreign.maxConnections(),
                (int) Math.min(foreign.efConstruction(), efMax),
                0,
                1,
                Algorithm.INCREMENTAL,
                Ordering.NONE,
                foreign.entryPoint(),
                Math.max(foreign.maxLayer(), 0));
    }

    private void element(int row, IndexFileWriter out) throws IOException {
        ByteBuffer element = input.next(foreign.elementBytes(), "elements");
        int flags = element.getInt(element.position()) >>> Short.SIZE;
        if ((flags & ~HnswlibHeader.DELETE_MARK) != 0) {
            throw wrong("an element has marks that hnswlib does not make", row);
        }
        if (flags != 0) {
            delete(row, out);
        }
        record(element, level0, (long) row * foreign.level0Bytes(), foreign.level0Bytes(), row);
        vector(element, row);
        ids.set(U64, (long) row * Long.BYTES, element.getLong());
    }

    private void delete(int row, IndexFileWriter out) {
        if (tombstones == null) {
            long words = Math.ceilDiv(foreign.elements(), Long.SIZE);
            tombstones = out.reserve(SectionKind.TOMBSTONES, words * Long.BYTES);
        }
        long at = (long) (row / Long.SIZE) * Long.BYTES;
        tombstones.set(U64, at, tombstones.get(U64, at) | 1L << row);
        deleted++;
    }

    private void vector(ByteBuffer element, int row) {
        double squares = 0;
        for (int i = 0; i < foreign.dimension(); i++) {
            float component = element.getFloat();
            if (!Float.isFinite(component)) {
                throw wrong("a vector has a component that is not a finite number", row);
            }
            squares += (double) component * component;
            long at = (long) row * rowBytes + (long) i * Float.BYTES;
            vectors.set(U32, at, Float.floatToRawIntBits(component));
        }
        if (metric == Metric.COSINE
                && squares != 0
                && Math.abs(Math.sqrt(squares) - 1) > LENGTH_TOLERANCE) {
            throw new InvalidArgumentException(
                    "a vector is not of length 1, so the file was not made for cosine; name the"
                            + " metric it was made for",
                    "row",
                    row,
                    "length",
                    Math.sqrt(squares),
                    "file",
                    damage.file());
        }
    }

    /** Reads a row's lists on upper layers, and returns how many there are. */
    private int upperLists(int row, int firstRecord) throws IOException {
        int bytes = input.next(Integer.BYTES, "upper links").getInt();
        int level = bytes / foreign.upperBytes();
        if (bytes < 0 || bytes % foreign.upperBytes() != 0 || level > foreign.maxLayer()) {
            throw wrong("an element's upper lists have an impossible length", row);
        }
        if ((firstRecord + (long) level) * foreign.upperBytes() > upper.byteSize()) {
            throw wrong("an element's upper lists are longer than the file", row);
        }
        levels.set(JAVA_BYTE, row, (byte) level);
        offsets.set(U32, (long) row * Integer.BYTES, level == 0 ? NO_ROW : firstRecord);
        for (int layer = 1; layer <= level; layer++) {
            ByteBuffer list = input.next(foreign.upperBytes(), "upper links");
            if (list.getInt(list.position()) >>> Short.SIZE != 0) {
                throw wrong("an element has marks that hnswlib does not make", row);
            }
            long at = (firstRecord + layer - 1L) * foreign.upperBytes();
            record(list, upper, at, foreign.upperBytes(), row);
        }
        return level;
    }

    /** Copies a list of links; what is behind the last one is of no meaning in hnswlib. */
    private void record(ByteBuffer list, MemorySegment links, long at, int bytes, int row) {
        int places = bytes / Integer.BYTES - 1;
        int count = list.getInt() & COUNT_MASK;
        if (count > places) {
            throw wrong("an element has more links than places", row);
        }
        links.set(U32, at, count);
        for (int i = 0; i < places; i++) {
            int neighbour = list.getInt();
            if (i < count && (neighbour < 0 || neighbour >= foreign.elements())) {
                throw wrong("a link leads to an element that is not there", row);
            }
            links.set(U32, at + (1L + i) * Integer.BYTES, i < count ? neighbour : NO_ROW);
        }
    }

    /** Checks that links stay on their layer, and that the entry point is on the uppermost one. */
    private void checkLayers() {
        if (foreign.elements() > 0 && level(foreign.entryPoint()) != foreign.maxLayer()) {
            throw wrong("the entry point is not on the uppermost layer", foreign.entryPoint());
        }
        for (int row = 0; row < foreign.elements(); row++) {
            long first = offsets.get(U32, (long) row * Integer.BYTES);
            for (int layer = 1; layer <= level(row); layer++) {
                long at = (first + layer - 1) * foreign.upperBytes();
                int count = upper.get(U32, at);
                for (int i = 1; i <= count; i++) {
                    if (level(upper.get(U32, at + (long) i * Integer.BYTES)) < layer) {
                        throw wrong("a link leads to an element that is not on its layer", row);
                    }
                }
            }
        }
    }

    private int level(int row) {
        return levels.get(JAVA_BYTE, row);
    }

    private CorruptionException wrong(String text, int row) {
        return damage.section(text, "elements", "row", row);
    }
}
