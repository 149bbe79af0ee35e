package io.cairn.hnsw.cli;

import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.file.HnswlibFile;
import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.file.IndexFileWriter;
import io.cairn.hnsw.file.IndexHeader;
import io.cairn.hnsw.vector.FvecsVectors;
import io.cairn.hnsw.vector.NpyVectors;
import io.cairn.hnsw.vector.RawVectors;
import io.cairn.hnsw.vector.VectorFormat;
import io.cairn.hnsw.vector.VectorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file made into another. Immutable; used by one thread.
 *
 * @param input what is read
 * @param from its format
 * @param output what is written; it appears when it is complete
 * @param to its format
 * @param dimension components of a vector as the user says; 0 for what the input says
 * @param metric how distances are measured, or null where nobody needs to know
 * @param overwrite whether the output may be replaced
 */
record Conversion(
        Path input,
        ConvertFormat from,
        Path output,
        ConvertFormat to,
        int dimension,
        @Nullable Metric metric,
        boolean overwrite) {

    /**
     * What was written. Immutable.
     *
     * @param vectors how many vectors
     * @param dimension components of each
     * @param bytes the length of the output
     */
    record Result(long vectors, int dimension, long bytes) {}

    Result run() {
        return switch (to) {
            case HNSWLIB -> toHnswlib();
            case INDEX -> fromHnswlib(Objects.requireNonNull(metric, "metric"));
            case RAW_F32, NPY, FVECS, BVECS -> vectors();
        };
    }

    private Result vectors() {
        try (VectorSource source = openVectors()) {
            switch (to) {
                case RAW_F32 -> RawVectors.write(output, source, metric, overwrite);
                case NPY -> NpyVectors.write(output, source, overwrite);
                default -> FvecsVectors.write(output, source, overwrite);
            }
            return result(source.count(), source.dimension());
        }
    }

    private VectorSource openVectors() {
        if (from == ConvertFormat.NPY) {
            return NpyVectors.openAnyType(input, dimension);
        }
        VectorFormat format = Objects.requireNonNull(from.vectors(), "format");
        return format.open(input, dimension, false);
    }

    private Result toHnswlib() {
        try (IndexFile source = IndexFile.open(input)) {
            checkDimension(source.header().dimension());
            HnswlibFile.write(source, output, overwrite);
            return result(source.header());
        }
    }

    private Result fromHnswlib(Metric measured) {
        try (IndexFileWriter writer = IndexFileWriter.create(output)) {
            IndexHeader header = HnswlibFile.read(input, measured, writer);
            checkDimension(header.dimension());
            writer.commit(header);
            return result(header);
        }
    }

    private void checkDimension(int found) {
        if (dimension != 0 && dimension != found) {
            throw new InvalidArgumentException(
                    "the vectors in the file have another dimension than was asked for; correct the"
                            + " dimension or leave it out",
                    "file",
                    input,
                    "dimension",
                    dimension,
                    "dimension of the file",
                    found);
        }
    }

    private Result result(IndexHeader header) {
        return result(header.rows() - header.deleted(), header.dimension());
    }

    private Result result(long vectors, int dimension) {
        try {
            return new Result(vectors, dimension, Files.size(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
