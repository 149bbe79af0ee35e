package io.cairn.hnsw.vector;

import java.nio.file.Path;

/**
 * Reads .bvecs files: before each vector its dimension as a little-endian int32, then its
 * components as unsigned bytes. Stateless and thread-safe.
 */
public final class BvecsVectors {

    private BvecsVectors() {}

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
                file, direct, bytes -> PrefixedRows.of(bytes, Byte.BYTES, dimension));
    }
}
