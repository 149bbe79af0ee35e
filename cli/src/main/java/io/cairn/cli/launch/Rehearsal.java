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
 * Goes once through the everyday commands, those that look at an index, or those on many vectors,
 * so that the JDK can record which classes they need and write its start-up cache. The launcher
 * runs it after a build. Stateless.
 */
public final class Rehearsal {
    private static final int DIMENSION = 96;

    /** So many that a build compiles its kernels and compares all pairs in balls. */
    private static final int MANY = 6_000;

    private static final String QUERY = "query";
    private static final String INDEX = "index";
    private static final String LINE = "{\"key\":\"b\",\"value\":\"2\"}\n";

    private Rehearsal() {}

    /**
     * Runs the commands on a database and an index that it makes; their output goes nowhere and
     * their exit codes do not matter.
     *
     * @param arguments {@code vectors}, {@code bulk} or {@code commands}, and the folder for what
     *     is made; {@code bulk} needs what {@code vectors} has left there
     * @throws IOException when it cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<List<String>> script =
                switch (arguments[0]) {
                    case "vectors" -> vectors(folder);
                    case "bulk" -> bulk(folder);
                    default -> commands(folder);
                };
        // For the classes of the terminal, which every start needs.
        Main.run(Streams.system(), "--version");
        script.forEach(command -> Main.run(nowhere(), command.toArray(String[]::new)));
        // As the program ends.
        System.exit(0);
    }

    private static List<List<String>> commands(Path folder) throws IOException {
        Path data = folder.resolve("db");
        String db = "rocksdb:" + data;
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
                List.of("server", "status", "--db", data.toString()));
    }

    /** Building the index here would bring in classes that looking at it does without. */
    private static List<List<String>> bulk(Path folder) {
        Path query = folder.resolve(QUERY);
        Path index = folder.resolve(INDEX);
        return List.of(
                List.of("bulk", "query", "--index=" + index, "--query=" + query),
                List.of("bulk", "info", "--index=" + index));
    }

    private static List<List<String>> vectors(Path folder) throws IOException {
        Path many = vectors(folder.resolve("vectors"), MANY);
        Path query = vectors(folder.resolve(QUERY), 1);
        Path index = folder.resolve(INDEX);
        return List.of(
                List.of(
                        "bulk",
                        "build-index",
                        "--input=" + many,
                        "--format=raw_f32",
                        "--dimension=" + DIMENSION,
                        "--output=" + index),
                List.of("bulk", "query", "--exact", "--index=" + index, "--query=" + query),
                List.of("bulk", "query", "--index=" + index, "--query=" + query));
    }

    /** Writes a file of vectors that lie in groups. */
    private static Path vectors(Path file, int count) throws IOException {
        ByteBuffer content =
                ByteBuffer.allocate(count * DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < DIMENSION; d++) {
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
