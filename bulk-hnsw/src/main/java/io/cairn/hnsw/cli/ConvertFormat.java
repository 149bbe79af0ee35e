package io.cairn.hnsw.cli;

import io.cairn.hnsw.vector.VectorFormat;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be converted, and to what. Immutable. */
enum ConvertFormat {
    RAW_F32(VectorFormat.RAW_F32),
    NPY(VectorFormat.NPY),
    FVECS(VectorFormat.FVECS),
    BVECS(VectorFormat.BVECS),
    HNSWLIB(null),
    INDEX(null);

    private final @Nullable VectorFormat vectors;

    ConvertFormat(@Nullable VectorFormat vectors) {
        this.vectors = vectors;
    }

    /** Returns the format of vectors that it is, or null where it is one of graphs. */
    @Nullable VectorFormat vectors() {
        return vectors;
    }

    /** Finds the format of a file by the end of its name. */
    static ConvertFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".hnsw")) {
            return INDEX;
        }
        if (name.endsWith(".hnswlib")) {
            return HNSWLIB;
        }
        return valueOf(VectorFormat.of(file).name());
    }
}
