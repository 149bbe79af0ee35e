package io.cairn.hnsw.cli;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.hnsw.vector.NpyVectors;
import io.cairn.hnsw.vector.RawVectors;
import io.cairn.hnsw.vector.VectorFormat;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Vectors to look for. Immutable; valid as long as the arena that it was loaded into.
 *
 * @param rows {@code float32[count][dimension]}, little-endian
 * @param count how many there are
 * @param dimension components of each
 */
record QueryInput(MemorySegment rows, int count, int dimension) {

    private static final long BYTES_MAX = 1L << 30;
    private static final int LINE_BYTES = 64;
    private static final ValueLayout.OfFloat COMPONENT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * Reads a file: of several vectors where its name ends as such files do, else of one.
     *
     * @throws InvalidArgumentException when it cannot be used; it names the file, and the query and
     *     the component that are no numbers
     */
    static QueryInput load(Path file, int dimension, Arena arena) {
        QueryInput queries = read(file, dimension, arena);
        for (int query = 0; query < queries.count; query++) {
            queries.checkFinite(query, file);
        }
        return queries;
    }

    private static QueryInput read(Path file, int dimension, Arena arena) {
        String name = InputFile.existing(file).toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            return npy(file, dimension, arena);
        }
        if (name.endsWith(".fvecs") || name.endsWith(".bvecs")) {
            try (VectorSource source = VectorFormat.of(file).open(file, dimension, false)) {
                return all(source, arena);
            }
        }
        return one(file, dimension);
    }

    private static QueryInput npy(Path file, int dimension, Arena arena) {
        try (VectorSource source = NpyVectors.open(file, dimension, false)) {
            return all(source, arena);
        } catch (InvalidArgumentException e) {
            if ("shape".equals(e.context().get("field"))) {
                // Not of two axes; a single vector may have one.
                return one(file, dimension);
            }
            throw e;
        }
    }

    private static QueryInput one(Path file, int dimension) {
        float[] vector = RawVectors.readQuery(file, dimension);
        MemorySegment row = MemorySegment.ofArray(new byte[vector.length * Float.BYTES]);
        MemorySegment.copy(vector, 0, row, COMPONENT, 0, vector.length);
        return new QueryInput(row, 1, vector.length);
    }

    private static QueryInput all(VectorSource source, Arena arena) {
        long rowBytes = (long) source.dimension() * Float.BYTES;
        if (source.count() > BYTES_MAX / rowBytes) {
            throw new LimitException(
                    "there are too many queries to be answered at once; split the file",
                    "file",
                    source.name(),
                    "queries",
                    source.count(),
                    "max",
                    BYTES_MAX / rowBytes);
        }
        int count = (int) source.count();
        MemorySegment rows = arena.allocate(count * rowBytes, LINE_BYTES);
        long[] ids = new long[Math.max(count, 1)];
        int done = 0;
        while (done < count) {
            int read = source.read(rows.asSlice(done * rowBytes), rowBytes, ids, count - done);
            if (read == 0) {
                break;
            }
            done += read;
        }
        return new QueryInput(rows, done, source.dimension());
    }

    private void checkFinite(int query, Path file) {
        float[] vector = vector(query);
        for (int component = 0; component < vector.length; component++) {
            if (!Float.isFinite(vector[component])) {
                throw new InvalidArgumentException(
                        "a query has a component that is not a finite number",
                        "file",
                        file,
                        "query",
                        query,
                        "component",
                        component);
            }
        }
    }

    /** Returns the components of a query. */
    float[] vector(int query) {
        long rowBytes = (long) dimension * Float.BYTES;
        return rows.asSlice(query * rowBytes, rowBytes).toArray(COMPONENT);
    }
}
