package io.cairn.hnsw.vector;

import java.nio.file.Path;

/**
 * Reads and writes .fvecs files: before each vector its dimension as an int32, then its components
 * as float32, all little-endian. Stateless and thread-safe.
 */
public final class FvecsVectors {

    private FvecsVectors() {}

    /**
     * Opens a file.
     *
     * @param file the file
     * @param dimension the components of a vector, or 0 for that of the first one
     * @param direct whether to read past the page cache instead of mapping the file
     * @return the vectors, to be used by one thread at a time; the caller closes it. A vector of
     *     another dimension is a {@link io.cairn.error.CorruptionException} that names its row, at
     *     the latest when it is reached
     * @throws io.cairn.error.InvalidArgumentException when there is no such file, its vectors have
     *     another dimension, or it is empty and the dimension is 0
     * @throws io.cairn.error.CorruptionException when the file is malformed
     * @throws io.cairn.error.LimitException when it has more vectors than allowed
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static VectorSource open(Path file, int dimension, boolean direct) {
        Sizes.given(dimension);
        return FileBytes.source(
                file, direct, bytes -> PrefixedRows.of(bytes, Float.BYTES, dimension));
    }

    /**
     * Writes a file. Ids are not written.
     *
     * @param target the file to write
     * @param source what to write, from its first vector on; stays open
     * @param overwrite whether an existing file may be replaced
     * @return the target
     * @throws io.cairn.error.InvalidArgumentException when the target exists and may not be
     *     replaced
     * @throws io.cairn.error.UnavailableException when it could not be written; nothing is left
     */
    public static Path write(Path target, VectorSource source, boolean overwrite) {
        try (PendingFile file = PendingFile.create(target, overwrite)) {
            RowWriter.prefixed(source, file);
            file.commit();
        }
        return target;
    }
}
