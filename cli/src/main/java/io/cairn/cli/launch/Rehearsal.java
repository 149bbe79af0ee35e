package io.cairn.cli.launch;

import io.cairn.cli.Main;
import io.cairn.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes once through the everyday commands, so that the JDK can record which classes they need and
 * write its start-up cache. The launcher runs it after a build. Stateless.
 */
public final class Rehearsal {
    private static final int DIMENSION = 8;
    private static final String LINE = "{\"key\":\"b\",\"value\":\"2\"}\n";

    private Rehearsal() {}

    /**
     * Runs the commands on a database and an index that it makes; their output goes nowhere and
     * their exit codes do not matter.
     *
     * @param arguments the folder for both, which must not exist
     * @throws IOException when it cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path data = folder.resolve("db");
        String db = "rocksdb:" + data;
        Path vectors = vectors(folder.resolve("vectors"), 4_096);
        Path query = vectors(folder.resolve("query"), DIMENSION * Float.BYTES);
        Path index = folder.resolve("index");
        List<List<String>> script =
                List.of(
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
                        List.of(
                                "bulk",
                                "build-index",
                                "--input=" + vectors,
                                "--format=raw_f32",
                                "--dimension=" + DIMENSION,
                                "--output=" + index),
                        List.of("bulk", "query", "--index=" + index, "--query=" + query),
                        List.of("bulk", "info", "--index=" + index));
        script.forEach(command -> Main.run(nowhere(), command.toArray(String[]::new)));
        // As the program ends.
        System.exit(0);
    }

    /** Writes a file of vectors whose components are small numbers. */
    private static Path vectors(Path file, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i += Float.BYTES) {
            content[i] = (byte) i;
            content[i + 1] = (byte) (i >> Byte.SIZE);
            content[i + 3] = 0x3F;
        }
        return Files.write(file, content);
    }

    private static Streams nowhere() {
        PrintStream sink =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Streams.captured(
                new ByteArrayInputStream(LINE.getBytes(StandardCharsets.UTF_8)), sink, sink);
    }
}
