package io.cairn.hnsw.file;

import static io.cairn.hnsw.file.LittleEndian.U16;
import static io.cairn.hnsw.file.LittleEndian.U32;
import static io.cairn.hnsw.file.LittleEndian.U64;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A sound index made by hand: its sections, to be damaged or written. Used by one thread. */
final class SampleIndex {

    /** Rows on a ring, and some upper layers of random rows. */
    static final int CONNECTIONS = 4;

    final Map<SectionKind, MemorySegment> sections = new EnumMap<>(SectionKind.class);
    IndexHeader header;

    private final Random random;

    private SampleIndex(IndexHeader header, long seed) {
        this.header = header;
        this.random = new Random(seed);
    }

    static SampleIndex of(int rows, int dimension, long seed) {
        return of(Metric.L2, Encoding.F32, rows, dimension, seed);
    }

    static SampleIndex of(Metric metric, Encoding encoding, int rows, int dimension, long seed) {
        int[] levels = new Random(seed).ints(rows, 0, 100).map(SampleIndex::level).toArray();
        int entry = rows == 0 ? -1 : 0;
        for (int row = 0; row < rows; row++) {
            entry = levels[row] > levels[entry] ? row : entry;
        }
        IndexHeader header =
                new IndexHeader(
                        metric,
                        encoding,
                        dimension,
                        rows,
                        0,
                        CONNECTIONS,
                        100,
                        seed,
                        1,
                        Algorithm.PARTITION,
                        Ordering.AUTO,
                        entry,
                        rows == 0 ? 0 : levels[entry]);
        SampleIndex sample = new SampleIndex(header, seed);
        sample.vectors();
        sample.level0();
        sample.upper(levels);
        return sample;
    }

    private static int level(int percent) {
        return percent < 5 ? 2 : percent < 30 ? 1 : 0;
    }

    /** Gives the rows ids that are not their numbers. */
    SampleIndex withIds() {
        MemorySegment ids = allocate(SectionKind.IDS, (long) header.rows() * Long.BYTES);
        for (int row = 0; row < header.rows(); row++) {
            ids.set(U64, row * 8L, (long) row * 0x9E3779B97F4A7C15L);
        }
        return this;
    }

    /** Deletes every third row. */
    SampleIndex withDeletions() {
        MemorySegment words =
                allocate(SectionKind.TOMBSTONES, Math.ceilDiv(header.rows(), 64) * 8L);
        int deleted = 0;
        for (int row = 0; row < header.rows(); row += 3) {
            long at = row / 64 * 8L;
            words.set(U64, at, words.get(U64, at) | 1L << row);
            deleted++;
        }
        header = withDeleted(deleted);
        return this;
    }

    IndexHeader withDeleted(int deleted) {
        return new IndexHeader(
                header.metric(),
                header.encoding(),
                header.dimension(),
                header.rows(),
                deleted,
                header.maxConnections(),
                header.efConstruction(),
                header.seed(),
                header.version(),
                header.algorithm(),
                header.ordering(),
                header.entryPoint(),
                header.maxLayer());
    }

    MemorySegment get(SectionKind kind) {
        return sections.get(kind);
    }

    /** Returns the offset of a row that is on layer 1, for tests that damage its records. */
    int rowAbove(int level) {
        for (int row = 0; row < header.rows(); row++) {
            if (get(SectionKind.LEVELS).get(JAVA_BYTE, row) > level) {
                return row;
            }
        }
        throw new IllegalStateException("no such row");
    }

    long write(Path target) {
        try (IndexFileWriter writer = IndexFileWriter.create(target)) {
            MemorySegment vectors = get(SectionKind.VECTORS);
            writer.reserveVectors(vectors.byteSize()).copyFrom(vectors);
            sections.forEach((kind, bytes) -> {
                if (kind != SectionKind.VECTORS) {
                    writer.section(kind, bytes);
                }
            });
            return writer.commit(header);
        }
    }

    private MemorySegment allocate(SectionKind kind, long bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(bytes);
        sections.put(kind, memory);
        return memory;
    }

    private void vectors() {
        MemorySegment vectors = allocate(SectionKind.VECTORS, header.vectorBytes());
        for (int row = 0; row < header.rows(); row++) {
            double[] vector = new double[header.dimension()];
            double squares = 0;
            for (int i = 0; i < vector.length; i++) {
                vector[i] = random.nextGaussian();
                squares += vector[i] * vector[i];
            }
            double scale = header.metric() == Metric.COSINE ? 1 / Math.sqrt(squares) : 1;
            for (int i = 0; i < vector.length; i++) {
                put(vectors, (long) row * header.rowBytes(), i, (float) (vector[i] * scale));
            }
        }
    }

    private void put(MemorySegment vectors, long row, int i, float component) {
        if (header.encoding() == Encoding.F32) {
            vectors.set(U32, row + i * 4L, Float.floatToRawIntBits(component));
        } else {
            vectors.set(U16, row + i * 2L, (short) (Float.floatToRawIntBits(component) >>> 16));
        }
    }

    private void level0() {
        MemorySegment links =
                allocate(
                        SectionKind.LEVEL0_LINKS,
                        (long) header.rows() * header.level0RecordBytes());
        for (int row = 0; row < header.rows(); row++) {
            List<Integer> neighbours = new ArrayList<>();
            int each = 1 + random.nextInt(header.maxConnections());
            for (int step = 1; step <= each; step++) {
                for (int to : new int[] {row + step, row - step}) {
                    int neighbour = Math.floorMod(to, header.rows());
                    if (neighbour != row && !neighbours.contains(neighbour)) {
                        neighbours.add(neighbour);
                    }
                }
            }
            record(
                    links,
                    (long) row * header.level0RecordBytes(),
                    header.maxConnections0(),
                    neighbours);
        }
    }

    private void upper(int[] levels) {
        MemorySegment stored = allocate(SectionKind.LEVELS, header.rows());
        MemorySegment offsets = allocate(SectionKind.UPPER_OFFSETS, header.rows() * 4L);
        int records = 0;
        for (int row = 0; row < header.rows(); row++) {
            stored.set(JAVA_BYTE, row, (byte) levels[row]);
            offsets.set(U32, row * 4L, levels[row] == 0 ? -1 : records);
            records += levels[row];
        }
        MemorySegment links =
                allocate(SectionKind.UPPER_LINKS, (long) records * header.upperRecordBytes());
        int record = 0;
        for (int row = 0; row < header.rows(); row++) {
            for (int layer = 1; layer <= levels[row]; layer++, record++) {
                List<Integer> neighbours = new ArrayList<>();
                for (int other = row + 1; other < row + header.rows(); other++) {
                    int neighbour = other % header.rows();
                    if (levels[neighbour] >= layer && neighbours.size() < header.maxConnections()) {
                        neighbours.add(neighbour);
                    }
                }
                record(
                        links,
                        (long) record * header.upperRecordBytes(),
                        header.maxConnections(),
                        neighbours);
            }
        }
    }

    private static void record(MemorySegment links, long at, int places, List<Integer> neighbours) {
        links.set(U32, at, neighbours.size());
        for (int i = 0; i < places; i++) {
            links.set(U32, at + 4L + i * 4L, i < neighbours.size() ? neighbours.get(i) : -1);
        }
    }
}
