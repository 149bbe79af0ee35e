package io.cairn.hnsw.cli;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.hnsw.vector.DatabaseVectors;
import io.cairn.hnsw.vector.VectorFormat;
import io.cairn.hnsw.vector.VectorIds;
import io.cairn.hnsw.vector.VectorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which vectors an index is built from, as picocli fills it. Used by one thread. */
final class InputFlags {

    private static final String ROCKSDB = "rocksdb:";
    private static final String CREATE = "createIfMissing";

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "The vectors: .npy, .fvecs, .bvecs, or raw float32 (.f32, .raw, .bin).")
    @Nullable Path input;

    @Option(
            names = {"-d", "--dimension"},
            paramLabel = "N",
            description =
                    "Components of a vector. Required for raw vectors without a .json file; else checked.")
    @Nullable Integer dimension;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = Words.OfVectorFormat.class,
            description =
                    "npy, raw_f32 (or raw, f32, bin), fvecs or bvecs; default what the file's name ends with.")
    @Nullable VectorFormat format;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description =
                    "Ids of the vectors, 64-bit little-endian integers in the vectors' order; default 0, 1, 2, ...")
    @Nullable Path ids;

    @Option(names = "--direct-read", description = "Read the vectors without the page cache.")
    boolean directRead;

    @Option(
            names = "--prefault",
            description =
                    "Have all of the file in memory before the build begins; not with --direct-read, which uses no such memory.")
    boolean prefault;

    @Option(
            names = "--from-db",
            paramLabel = "URL",
            description =
                    "Instead of a file: a database whose values are vectors, such as rocksdb:/path or ipc:/path.sock.")
    @Nullable String database;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "With --from-db: the beginning of the vectors' keys.")
    @Nullable String prefix;

    /** Refuses flags that do not go together. */
    void check(CommandLine line) {
        if ((input == null) == (database == null)) {
            throw new ParameterException(
                    line, "give the vectors by either --input FILE or --from-db URL");
        }
        if (dimension != null && dimension < 1) {
            throw new ParameterException(line, "--dimension must be at least 1");
        }
        if (database == null) {
            refuse(line, "--prefix", prefix != null, "--from-db");
            return;
        }
        if (prefix == null) {
            throw new ParameterException(
                    line, "--from-db needs --prefix TEXT: the beginning of the vectors' keys");
        }
        Map<String, Boolean> ofFiles = new LinkedHashMap<>();
        ofFiles.put("--format", format != null);
        ofFiles.put("--ids", ids != null);
        ofFiles.put("--direct-read", directRead);
        ofFiles.put("--prefault", prefault);
        ofFiles.forEach((flag, given) -> refuse(line, flag, given, "--input"));
    }

    private static void refuse(CommandLine line, String flag, boolean given, String other) {
        if (given) {
            throw new ParameterException(line, flag + " is of use with " + other + " only");
        }
    }

    /** Opens the vectors, has something done with them, and closes everything. */
    <T> T read(Function<VectorSource, T> use) {
        if (database != null) {
            byte[] keys = Bytes.utf8(Objects.requireNonNull(prefix, "prefix"));
            try (Database db = Cairn.open(existing(database));
                    VectorSource source = DatabaseVectors.open(db, keys, expected())) {
                return use.apply(source);
            }
        }
        Path file = InputFile.existing(Objects.requireNonNull(input, "input"));
        if (prefault && !directRead) {
            touch(file);
        }
        try (VectorSource source = open(file)) {
            return use.apply(source);
        }
    }

    private VectorSource open(Path file) {
        VectorFormat known = format == null ? VectorFormat.of(file) : format;
        VectorSource source = known.open(file, expected(), directRead);
        if (ids == null) {
            return source;
        }
        try {
            return VectorIds.withIds(source, InputFile.existing(ids));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The dimension that the user asked for, or 0. */
    private int expected() {
        return dimension == null ? 0 : dimension;
    }

    /** A database that is not there must not be made, only to find no vectors in it. */
    private static String existing(String url) {
        if (!url.startsWith(ROCKSDB) || url.contains(CREATE)) {
            return url;
        }
        return url + (url.contains("?") ? "&" : "?") + CREATE + "=false";
    }

    /** Has all pages of a file in memory before it is read. */
    private static void touch(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena).load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
