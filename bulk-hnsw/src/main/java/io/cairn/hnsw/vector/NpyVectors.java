package io.cairn.hnsw.vector;

import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes .npy files, versions 1 to 3. Stateless and thread-safe.
 *
 * <p>Sources are used by one thread at a time; whoever opened one closes it. Row numbers in
 * messages begin at 0.
 */
public final class NpyVectors {

    private NpyVectors() {}

    /**
     * Opens a file of little-endian float32 in C order and shape (vectors, components).
     *
     * @param file the file
     * @param dimension the components of a vector, or 0 for what the file says
     * @param direct whether to read past the page cache instead of mapping the file
     * @return the vectors; the caller closes it
     * @throws InvalidArgumentException when there is no such file, or its array has another type,
     *     order, shape or dimension
     * @throws io.cairn.error.CorruptionException when the file is malformed, too short or too long
     * @throws io.cairn.error.LimitException when it has more vectors or components than allowed
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static VectorSource open(Path file, int dimension, boolean direct) {
        Sizes.given(dimension);
        return FileBytes.source(file, direct, bytes -> plain(bytes, dimension));
    }

    /**
     * Opens a file of integers of 1 to 8 bytes or floating point numbers of 2 to 8 bytes, of either
     * byte order, in C or Fortran order, and converts them to the nearest float32.
     *
     * @param file the file
     * @param dimension the components of a vector, or 0 for what the file says
     * @return the vectors; the caller closes it. A number that is finite but too large for float32
     *     is a {@link io.cairn.error.CorruptionException} that names its row when it is reached
     * @throws InvalidArgumentException when there is no such file, or its array has another type,
     *     shape or dimension
     * @throws io.cairn.error.CorruptionException when the file is malformed, too short or too long
     * @throws io.cairn.error.LimitException when it has more vectors or components than allowed
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static VectorSource openAnyType(Path file, int dimension) {
        Sizes.given(dimension);
        return FileBytes.source(file, false, bytes -> converted(bytes, dimension));
    }

    private static VectorSource plain(FileBytes bytes, int given) {
        NpyHeader header = NpyHeader.read(bytes);
        header.requirePlain();
        int dimension = header.dimension(given);
        long count = header.count();
        header.checkBody(bytes, count * dimension);
        return new PackedRows(bytes, header.bodyStart(), dimension, count);
    }

    private static VectorSource converted(FileBytes bytes, int given) {
        NpyHeader header = NpyHeader.read(bytes);
        int dimension = header.dimension(given);
        long count = header.count();
        header.checkBody(bytes, count * dimension);
        return header.type().isPlain() && !header.fortranOrder()
                ? new PackedRows(bytes, header.bodyStart(), dimension, count)
                : new ConvertedRows(bytes, header, dimension, count);
    }

    /**
     * Writes a file of version 1 whose elements begin at a multiple of 64 bytes. Ids are not
     * written.
     *
     * @param target the file to write
     * @param source what to write, from its first vector on; stays open
     * @param overwrite whether an existing file may be replaced
     * @return the target
     * @throws InvalidArgumentException when the target exists and may not be replaced
     * @throws io.cairn.error.UnavailableException when it could not be written; nothing is left
     */
    public static Path write(Path target, VectorSource source, boolean overwrite) {
        try (PendingFile file = PendingFile.create(target, overwrite)) {
            byte[] header = NpyHeader.write(source.count(), source.dimension());
            file.write(MemorySegment.ofArray(header));
            RowWriter.packed(source, file);
            file.commit();
        }
        return target;
    }

    /** Reads the only vector of a file, of shape (components) or (1, components). */
    static float[] readOne(Path path, int given) {
        try (FileBytes bytes = FileBytes.open(path, false)) {
            NpyHeader header = NpyHeader.read(bytes);
            header.requirePlain();
            List<Long> shape = header.shape();
            if (shape.isEmpty() || shape.size() > 2 || shape.size() == 2 && shape.getFirst() != 1) {
                throw new InvalidArgumentException(
                        "the file must hold exactly one vector; save the one that is meant",
                        "file",
                        path,
                        "field",
                        NpyDictionary.SHAPE,
                        NpyDictionary.SHAPE,
                        shape);
            }
            int dimension = Sizes.inFile(shape.getLast(), given, path);
            header.checkBody(bytes, dimension);
            return floats(bytes, header.bodyStart(), dimension);
        }
    }

    /** Reads little-endian float32. */
    static float[] floats(FileBytes bytes, long start, int count) {
        MemorySegment packed = MemorySegment.ofArray(new float[count]);
        bytes.read(start, packed, 0, packed.byteSize());
        return packed.toArray(RowSource.COMPONENT);
    }
}
