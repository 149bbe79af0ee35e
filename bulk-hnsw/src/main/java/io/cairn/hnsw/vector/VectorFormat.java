package io.cairn.hnsw.vector;

import io.cairn.error.InvalidArgumentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The formats of files of vectors. Immutable. */
public enum VectorFormat {
    /** See {@link NpyVectors}. */
    NPY(List.of("npy", "numpy"), List.of(".npy")),
    /** See {@link RawVectors}. */
    RAW_F32(List.of("raw_f32", "raw", "f32", "bin"), List.of(".f32", ".bin", ".raw")),
    /** See {@link FvecsVectors}. */
    FVECS(List.of("fvecs"), List.of(".fvecs")),
    /** See {@link BvecsVectors}. */
    BVECS(List.of("bvecs"), List.of(".bvecs"));

    private final List<String> words;
    private final List<String> extensions;

    VectorFormat(List<String> words, List<String> extensions) {
        this.words = words;
        this.extensions = extensions;
    }

    /**
     * Returns the format's word on the command line.
     *
     * @return such as {@code raw_f32}
     */
    public String word() {
        return words.getFirst();
    }

    /**
     * Finds the format of a word on the command line.
     *
     * @param word such as {@code raw_f32} or {@code numpy}
     * @return the format
     * @throws InvalidArgumentException when no format is called so
     */
    public static VectorFormat parse(String word) {
        for (VectorFormat format : values()) {
            if (format.words.contains(word)) {
                return format;
            }
        }
        throw new InvalidArgumentException(
                "the format is unknown; it is npy (or numpy), raw_f32 (or raw, f32, bin), fvecs or bvecs",
                "format",
                word);
    }

    /**
     * Finds the format of a file by the end of its name, in letters of either case.
     *
     * @param file the file, which need not exist
     * @return the format
     * @throws InvalidArgumentException when its name does not say
     */
    public static VectorFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (VectorFormat format : values()) {
            if (format.extensions.stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        throw new InvalidArgumentException(
                "the name does not say the format (.npy, .f32, .bin, .raw, .fvecs, .bvecs); give it with"
                        + " --format",
                "file",
                file);
    }

    /**
     * Opens a file of this format.
     *
     * @param file the file
     * @param dimension the components of a vector, or 0 for what the file says
     * @param direct whether to read past the page cache instead of mapping the file
     * @return the vectors, to be used by one thread at a time; the caller closes it
     * @throws InvalidArgumentException when there is no such file, or it holds something else
     * @throws io.cairn.error.CorruptionException when it is malformed
     * @throws io.cairn.error.LimitException when it has more vectors or components than allowed
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public VectorSource open(Path file, int dimension, boolean direct) {
        return switch (this) {
            case NPY -> NpyVectors.open(file, dimension, direct);
            case RAW_F32 -> RawVectors.open(file, dimension, direct);
            case FVECS -> FvecsVectors.open(file, dimension, direct);
            case BVECS -> BvecsVectors.open(file, dimension, direct);
        };
    }
}
