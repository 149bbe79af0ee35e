package io.cairn.hnsw.vector;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.nio.file.Path;

/** The bounds of what a source may hold. */
final class Sizes {

    static final int DIMENSION_MAX = 65_536;
    static final long COUNT_MAX = Integer.MAX_VALUE;

    private Sizes() {}

    /** Checks a dimension that the caller gave, where 0 means that it is not known. */
    static int given(int dimension) {
        if (dimension < 0 || dimension > DIMENSION_MAX) {
            throw new InvalidArgumentException(
                    "a dimension must be 1 to 65536, or 0 for that of the file",
                    "dimension",
                    dimension);
        }
        return dimension;
    }

    /** Checks a dimension that the caller had to give. */
    static int required(int dimension) {
        if (dimension == 0) {
            throw new InvalidArgumentException(
                    "the dimension must be 1 to 65536", "dimension", dimension);
        }
        return given(dimension);
    }

    /** Checks the dimension that a file states against the one that the caller gave, or 0. */
    static int inFile(long stated, int given, Path file) {
        if (stated == 0) {
            throw new InvalidArgumentException(
                    "the vectors in the file have no components", "file", file);
        }
        if (stated > DIMENSION_MAX) {
            throw new LimitException(
                    "the vectors in the file have too many components",
                    "file",
                    file,
                    "dimension",
                    stated,
                    "max",
                    DIMENSION_MAX);
        }
        if (given != 0 && stated != given) {
            throw new InvalidArgumentException(
                    "the vectors in the file have another dimension than was asked for; correct the"
                            + " dimension or leave it out",
                    "file",
                    file,
                    "dimension",
                    given,
                    "dimension of the file",
                    stated);
        }
        return (int) stated;
    }

    /** Checks a number of vectors. */
    static long count(long count, Object source) {
        if (count > COUNT_MAX) {
            throw new LimitException(
                    "there are more vectors than an index can hold; split them",
                    "vectors",
                    count,
                    "max",
                    COUNT_MAX,
                    "source",
                    source);
        }
        return count;
    }
}
