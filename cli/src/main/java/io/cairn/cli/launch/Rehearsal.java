package io.cairn.cli.launch;

import io.cairn.cli.Main;
import io.cairn.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Goes once through the everyday commands, or those on many vectors, so that the JDK can record
 * which classes they need and write its start-up cache. The launcher runs it after a build.
 * Stateless.
 */
public final class Rehearsal {
    private static final int DIMENSION = 8;
    private static final int LONG = 96;

    /** So many that a build compiles its kernels and compares all pairs in balls. */
    private static final int MANY = 6_000;

    private static final String LINE = "{\"key\":\"b\",\"value\":\"2\"}\n";

    private Rehearsal() {}

    /**
     * Runs the commands on a database and an index that it makes; their output goes nowhere and
     * their exit codes do not matter.
     *
     * @param arguments {@code commands} or {@code vectors}, and the folder for what is made, which
     *     must not exist
     * @throws IOException when it cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<List<String>> script =
                arguments[0].equals("vectors") ? vectors(folder) : commands(folder);
        script.forEach(command -> Main.run(nowhere(), command.toArray(String[]::new)));
        // As the program ends.
        System.exit(0);
    }

    private static List<List<String>> commands(Path folder) throws IOException {
        Path data = folder.resolve("db");
        String db = "rocksdb:" + data;
        Path query = vectors(folder.resolve("query"), 1, DIMENSION);
        Path index = folder.resolve("index");
        return List.of(
                List.of("--help"),
                List.of("scan", "--help"),
                List.of("put", "--db", db, "a", "1"),
                List.of("get", "--db", db, "a"),
                List.of("import", "--db", db),
                List.of("scan", "--db", db),
                List.of("count", "--db", db),
                List.of("export", "--db", db),
                List.of("stats", "--db", db),
                List.of("delete", "--db", db, "a"),
                List.of("checkpoint", "--db", db),
                List.of("get", "--db", "memory:", "a"),
                List.of("get", "--db", "ipc:" + data + "/none.sock", "a"),
                List.of("server", "--help"),
                List.of("server", "status", "--db", data.toString()),
                List.of("bulk", "query", "--help"),
                build(vectors(folder.resolve("vectors"), 128, DIMENSION), DIMENSION, index),
                List.of("bulk", "query", "--index=" + index, "--query=" + query),
                List.of("bulk", "info", "--index=" + index));
    }

    private static List<List<String>> vectors(Path folder) throws IOException {
        Path query = vectors(folder.resolve("query"), 1, LONG);
        Path index = folder.resolve("index");
        return List.of(
                build(vectors(folder.resolve("vectors"), MANY, LONG), LONG, index),
                List.of("bulk", "query", "--exact", "--index=" + index, "--query=" + query),
                List.of("bulk", "query", "--index=" + index, "--query=" + query));
    }

    private static List<String> build(Path vectors, int dimension, Path index) {
        return List.of(
                "bulk",
                "build-index",
                "--input=" + vectors,
                "--format=raw_f32",
                "--dimension=" + dimension,
                "--output=" + index);
    }

    /** Writes a file of vectors that lie in groups. */
    private static Path vectors(Path file, int count, int dimension) throws IOException {
        ByteBuffer content =
                ByteBuffer.allocate(count * dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < dimension; d++) {
                content.putFloat(i * d % 17 + random.nextFloat());
            }
        }
        return Files.write(file, content.array());
    }

    private static Streams nowhere() {
        PrintStream sink =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Streams.captured(
                new ByteArrayInputStream(LINE.getBytes(StandardCharsets.UTF_8)), sink, sink);
    }
}
