package io.cairn.vectors.grpc.live;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.vector.PendingFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What an index was created with, as it is kept in its directory. Immutable.
 *
 * @param dimension components of a vector, 1 to 65,535
 * @param metric how distances are measured
 * @param maxConnections the most links of a vector on an upper layer, 2 to 128
 * @param efConstruction how many candidates for links are looked at, 1 to 10,000
 * @param efSearch how many candidates a search looks at that does not say, 1 to 10,000
 * @param createdAt seconds since 1970
 */
public record Definition(
        int dimension,
        Metric metric,
        int maxConnections,
        int efConstruction,
        int efSearch,
        long createdAt) {

    static final String FILE = "definition";

    private static final int DIMENSION_MAX = 65_535;
    private static final int EF_SEARCH_MAX = 10_000;
    private static final long MAGIC = 0x3146444E_52494143L;
    private static final int VERSION = 1;
    private static final int BYTES = 48;

    /**
     * Checks the values.
     *
     * @throws InvalidArgumentException when one is out of its range
     */
    public Definition {
        within("dimension", dimension, DIMENSION_MAX);
        within("ef_search", efSearch, EF_SEARCH_MAX);
        // Checks the other two.
        options(metric, maxConnections, efConstruction);
    }

    private static void within(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new InvalidArgumentException(
                    name + " is out of its range", "value", value, "min", 1, "max", max);
        }
    }

    private static HnswBuildOptions options(Metric metric, int connections, int ef) {
        return HnswBuildOptions.defaults()
                .withMetric(metric)
                .withMaxConnections(connections)
                .withEfConstruction(ef);
    }

    HnswBuildOptions options(int threads) {
        return options(metric, maxConnections, efConstruction).withThreads(threads);
    }

    /** Writes it into the directory of an index; from then on there is the index. */
    void write(Path directory) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(dimension).putInt(code(metric));
        bytes.putInt(maxConnections).putInt(efConstruction).putInt(efSearch).putLong(createdAt);
        bytes.putInt(0).putInt(checksum(bytes));
        try (PendingFile file = PendingFile.create(directory.resolve(FILE), false)) {
            file.write(MemorySegment.ofArray(bytes.array()));
            file.commit();
        }
    }

    /** Reads it from the directory of an index. */
    static Definition read(Path directory) {
        Path file = directory.resolve(FILE);
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnavailableException(
                    ErrorCode.IO, "the definition of an index cannot be read", e, "file", file);
        }
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (content.length != BYTES || bytes.getLong() != MAGIC) {
            throw damaged(ErrorCode.FORMAT, file);
        }
        if (bytes.getInt(BYTES - Integer.BYTES) != checksum(bytes)) {
            throw damaged(ErrorCode.CHECKSUM, file);
        }
        int version = bytes.getInt();
        if (version != VERSION) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the definition of an index is of a later version; use a later server",
                    null,
                    "file",
                    file,
                    "version",
                    version);
        }
        int dimension = bytes.getInt();
        Metric metric = metric(bytes.getInt(), file);
        return new Definition(
                dimension, metric, bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getLong());
    }

    private static CorruptionException damaged(ErrorCode code, Path file) {
        return new CorruptionException(
                code,
                "the definition of an index is damaged; restore the file, or delete the index's directory",
                null,
                "file",
                file);
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static int code(Metric metric) {
        return switch (metric) {
            case L2 -> 1;
            case COSINE -> 2;
            case IP -> 3;
        };
    }

    private static Metric metric(int code, Path file) {
        return switch (code) {
            case 1 -> Metric.L2;
            case 2 -> Metric.COSINE;
            case 3 -> Metric.IP;
            default -> throw damaged(ErrorCode.FORMAT, file);
        };
    }
}
