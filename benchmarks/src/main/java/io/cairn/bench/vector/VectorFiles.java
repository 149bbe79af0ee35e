package io.cairn.bench.vector;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/**
 * A data set as files, which every process reads. Immutable.
 *
 * @param data what it is
 * @param base the vectors: float32[count][dimension], little-endian
 * @param queries the same of the queries
 * @param truth int32[queries][width], little-endian: the nearest vectors of each query, nearest
 *     first; width is 100, or the number of vectors when there are fewer
 */
record VectorFiles(VectorData data, Path base, Path queries, Path truth) {

    private static final int TRUTH_WIDTH = 100;

    /** Changes when the same seed gives other numbers than before. */
    private static final int EDITION = 1;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Returns where data sets are kept from one run to the next. */
    static Path directory() {
        String given = System.getProperty("bench.vectors");
        return given != null
                ? Path.of(given)
                : Path.of(System.getProperty("java.io.tmpdir"), "cairn-vectors");
    }

    /** Returns the files of a data set; makes those that are missing. */
    static VectorFiles of(VectorData data, Path directory) throws IOException {
        Files.createDirectories(directory);
        String name =
                "v%d-%dx%d-%s-%d-%d-%s"
                        .formatted(
                                EDITION,
                                data.count(),
                                data.dimension(),
                                data.metric(),
                                data.clusters(),
                                data.seed(),
                                data.noise());
        VectorFiles files =
                new VectorFiles(
                        data,
                        directory.resolve(name + ".f32"),
                        directory.resolve(name + "-" + data.queries() + "-queries.f32"),
                        directory.resolve(name + "-" + data.queries() + "-truth.i32"));
        if (!Files.exists(files.base)) {
            write(
                    files.base,
                    target -> files.rows(target, data.count(), false),
                    data.count(),
                    data.dimension() * Float.BYTES);
        }
        if (!Files.exists(files.queries)) {
            write(
                    files.queries,
                    target -> files.rows(target, data.queries(), true),
                    data.queries(),
                    data.dimension() * Float.BYTES);
        }
        if (!Files.exists(files.truth)) {
            writeTruth(files);
        }
        return files;
    }

    /** Says what a file is to hold. */
    private interface Content {
        void write(MemorySegment target) throws IOException;
    }

    private static void write(Path file, Content content, long rows, int rowBytes)
            throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "unfinished", null);
        try (FileChannel channel =
                        FileChannel.open(
                                unfinished, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofShared()) {
            content.write(channel.map(FileChannel.MapMode.READ_WRITE, 0, rows * rowBytes, arena));
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void rows(MemorySegment target, int count, boolean ofQueries) {
        VectorData.Generator generator = data.generator();
        int dimension = data.dimension();
        IntStream.range(0, Math.ceilDiv(count, VectorData.BLOCK_ROWS))
                .parallel()
                .forEach(block -> {
                    float[] rows = new float[VectorData.BLOCK_ROWS * dimension];
                    generator.fill(rows, data.randomOf(block, ofQueries));
                    long from = (long) block * rows.length;
                    int length = (int) Math.min(rows.length, (long) count * dimension - from);
                    MemorySegment.copy(rows, 0, target, FLOAT, from * Float.BYTES, length);
                });
    }

    private static void writeTruth(VectorFiles files) throws IOException {
        int width = Math.min(TRUTH_WIDTH, files.data.count());
        int[][] nearest;
        try (Arena arena = Arena.ofShared()) {
            nearest =
                    ExactNeighbours.find(
                            map(files.base, arena),
                            map(files.queries, arena),
                            files.data.dimension(),
                            width);
        }
        write(
                files.truth,
                target -> {
                    for (int q = 0; q < nearest.length; q++) {
                        MemorySegment.copy(
                                nearest[q],
                                0,
                                target,
                                INT,
                                (long) q * width * Integer.BYTES,
                                width);
                    }
                },
                nearest.length,
                width * Integer.BYTES);
    }

    /** Maps a file for reading. */
    static MemorySegment map(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /** Waits until a file is safe on disk; returns its length. */
    static long sync(Path file) throws IOException {
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
            return written.size();
        }
    }

    /** Reads float32[count][dimension]. */
    static float[][] readRows(Path file, int dimension) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = map(file, arena);
            long rowBytes = (long) dimension * Float.BYTES;
            float[][] rows = new float[Math.toIntExact(mapped.byteSize() / rowBytes)][dimension];
            for (int i = 0; i < rows.length; i++) {
                MemorySegment.copy(mapped, FLOAT, i * rowBytes, rows[i], 0, dimension);
            }
            return rows;
        }
    }

    /** Reads the nearest vectors of so many queries. */
    static int[][] readTruth(Path file, int queries) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = map(file, arena);
            int width = Math.toIntExact(mapped.byteSize() / Integer.BYTES / queries);
            int[][] rows = new int[queries][width];
            for (int i = 0; i < queries; i++) {
                MemorySegment.copy(
                        mapped, INT, (long) i * width * Integer.BYTES, rows[i], 0, width);
            }
            return rows;
        }
    }
}
