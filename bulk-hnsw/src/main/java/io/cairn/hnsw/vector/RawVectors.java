package io.cairn.hnsw.vector;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.hnsw.Metric;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes raw files: little-endian float32, vector after vector, and nothing else. Beside
 * {@code name} may lie {@code name.json} with {@code {"n": vectors, "dim": components}}. Stateless
 * and thread-safe.
 *
 * <p>Sources are used by one thread at a time; whoever opened one closes it.
 */
public final class RawVectors {

    private static final long READ_ALL_BYTES_MAX = 1L << 30;

    private RawVectors() {}

    /**
     * Opens a raw file.
     *
     * @param file the file
     * @param dimension the components of a vector, or 0 for what stands beside the file
     * @param direct whether to read past the page cache instead of mapping the file
     * @return the vectors; the caller closes it
     * @throws InvalidArgumentException when there is no such file, nobody says its dimension, or
     *     the given one contradicts the one beside the file
     * @throws io.cairn.error.CorruptionException when the last vector is not complete, or the
     *     description beside the file is malformed or of another length
     * @throws LimitException when it has more vectors than allowed
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static VectorSource open(Path file, int dimension, boolean direct) {
        Sizes.given(dimension);
        return FileBytes.source(file, direct, bytes -> source(bytes, dimension));
    }

    private static VectorSource source(FileBytes bytes, int given) {
        Path file = bytes.path();
        Sidecar sidecar = Sidecar.read(file);
        int dimension = given;
        if (sidecar != null) {
            dimension = Sizes.inFile(sidecar.dimension(), given, Sidecar.beside(file));
        } else if (given == 0) {
            throw new InvalidArgumentException(
                    "a raw file does not say the dimension of its vectors; give the dimension",
                    "file",
                    file);
        }
        long rowBytes = (long) dimension * Float.BYTES;
        if (bytes.size() % rowBytes != 0) {
            throw FileFailure.format(
                    "the last vector is not complete; the file is cut off, or its vectors have another"
                            + " dimension",
                    file,
                    "bytes",
                    bytes.size(),
                    "dimension",
                    dimension,
                    "row",
                    bytes.size() / rowBytes);
        }
        long count = Sizes.count(bytes.size() / rowBytes, file);
        if (sidecar != null && sidecar.count() != count) {
            throw FileFailure.format(
                    "the file has another number of vectors than the description beside it says; one of"
                            + " them is old",
                    file,
                    "vectors",
                    count,
                    "n",
                    sidecar.count());
        }
        return new PackedRows(bytes, 0, dimension, count);
    }

    /**
     * Writes a raw file and the description beside it. Ids are not written.
     *
     * @param target the file to write
     * @param source what to write, from its first vector on; stays open
     * @param overwrite whether existing files may be replaced
     * @return the target
     * @throws InvalidArgumentException when a target exists and may not be replaced
     * @throws io.cairn.error.UnavailableException when it could not be written; nothing is left
     */
    public static Path write(Path target, VectorSource source, boolean overwrite) {
        return write(target, source, null, overwrite);
    }

    /**
     * Writes a raw file and the description beside it. Ids are not written.
     *
     * @param target the file to write
     * @param source what to write, from its first vector on; stays open
     * @param metric how distances are meant to be measured, for the description, or null
     * @param overwrite whether existing files may be replaced
     * @return the target
     * @throws InvalidArgumentException when a target exists and may not be replaced
     * @throws io.cairn.error.UnavailableException when it could not be written; nothing is left
     */
    public static Path write(
            Path target, VectorSource source, @Nullable Metric metric, boolean overwrite) {
        Sidecar sidecar = new Sidecar(source.count(), source.dimension(), metric);
        try (PendingFile file = PendingFile.create(target, overwrite);
                PendingFile beside = PendingFile.create(Sidecar.beside(target), overwrite)) {
            RowWriter.packed(source, file);
            beside.write(MemorySegment.ofArray(sidecar.toJson()));
            file.commit();
            beside.commit();
        }
        return target;
    }

    /**
     * Reads all vectors of a raw file of at most 1 GiB.
     *
     * @param file the file
     * @param dimension the components of a vector, or 0 for what stands beside the file
     * @return float[vectors][dimension], owned by the caller
     * @throws LimitException when the file is larger; open it as a source then
     * @throws InvalidArgumentException as {@link #open}
     * @throws io.cairn.error.CorruptionException as {@link #open}
     * @throws io.cairn.error.UnavailableException as {@link #open}
     */
    public static float[][] readAll(Path file, int dimension) {
        try (VectorSource source = open(file, dimension, false)) {
            long rowBytes = (long) source.dimension() * Float.BYTES;
            if (source.count() * rowBytes > READ_ALL_BYTES_MAX) {
                throw new LimitException(
                        "the file is too large to be read at once; open it as a source",
                        "file",
                        file,
                        "bytes",
                        source.count() * rowBytes,
                        "max",
                        READ_ALL_BYTES_MAX);
            }
            float[][] all = new float[(int) source.count()][];
            MemorySegment row = MemorySegment.ofArray(new float[source.dimension()]);
            long[] id = new long[1];
            for (int i = 0; i < all.length; i++) {
                source.read(row, rowBytes, id, 1);
                all[i] = row.toArray(RowSource.COMPONENT);
            }
            return all;
        }
    }

    /**
     * Reads one vector: from a raw file that holds nothing else, or from a .npy file of shape
     * (dimension) or (1, dimension).
     *
     * @param file the file; it is a .npy file when its name says so
     * @param dimension the components, or 0 for what the file says
     * @return the components, owned by the caller
     * @throws InvalidArgumentException when there is no such file, or it holds something else
     * @throws io.cairn.error.CorruptionException when it is malformed, too short or too long
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static float[] readQuery(Path file, int dimension) {
        Sizes.given(dimension);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
            return NpyVectors.readOne(file, dimension);
        }
        try (FileBytes bytes = FileBytes.open(file, false)) {
            long expected = dimension == 0 ? bytes.size() : (long) dimension * Float.BYTES;
            long components = bytes.size() / Float.BYTES;
            if (bytes.size() != expected
                    || bytes.size() % Float.BYTES != 0
                    || components < 1
                    || components > Sizes.DIMENSION_MAX) {
                throw FileFailure.format(
                        "the file must hold one raw vector: exactly 4 bytes for each component",
                        file,
                        "bytes",
                        bytes.size(),
                        "dimension",
                        dimension);
            }
            return NpyVectors.floats(bytes, 0, (int) components);
        }
    }
}
