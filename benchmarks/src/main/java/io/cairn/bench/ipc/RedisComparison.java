package io.cairn.bench.ipc;

import io.cairn.bench.Directories;
import io.cairn.bench.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the server with Redis over a Unix-domain socket and prints the table of targets in
 * Markdown. Arguments choose rows by a part of their names; none means all.
 */
public final class RedisComparison {

    private static final String ROUNDS = System.getProperty("bench.rounds", "9");
    private static final int WARM_SECONDS = Integer.getInteger("bench.warm", 8);

    /** A log of RocksDB is written over an older one once some have been finished. */
    private static final int WARM_SECONDS_SYNCED = 3 * WARM_SECONDS;

    /** One row; the servers of a row are its own. */
    private record Row(
            String name,
            String peer,
            double atLeast,
            Generator.Load load,
            boolean pinned,
            boolean synced,
            int roundMillis) {

        static Row get(String name, double atLeast, int connections, int depth, int bytes) {
            return new Row(
                    name,
                    "Redis",
                    atLeast,
                    new Generator.Load(connections, depth, bytes > 10_000 ? 8 : 1000, bytes, false),
                    false,
                    false,
                    500);
        }

        static Row set(String name, String peer, double atLeast, int connections, int depth) {
            return new Row(
                    name,
                    peer,
                    atLeast,
                    new Generator.Load(connections, depth, 1000, 100, true),
                    false,
                    false,
                    500);
        }

        Row pinnedToOneProcessor() {
            return new Row(name, peer, atLeast, load, true, synced, roundMillis);
        }

        Row withSync() {
            return new Row(name, peer, atLeast, load, pinned, true, 1500);
        }
    }

    private static final List<Row> ROWS =
            List.of(
                    Row.get("GET 100 B, 1 connection, one processor", 0.9, 1, 1, 100)
                            .pinnedToOneProcessor(),
                    Row.get("GET 100 B, 8 connections x 16", 1.0, 8, 16, 100),
                    Row.get("GET 100 B, 8 connections x 128", 1.5, 8, 128, 100),
                    Row.get("GET 1 MB, 8 connections", 1.2, 8, 1, 1 << 20),
                    Row.set("SET 100 B, 8 connections x 16, BUFFERED", "Redis, no AOF", 1.2, 8, 16),
                    Row.set(
                                    "SET 100 B, 64 connections, SYNC (RocksDB)",
                                    "Redis, appendfsync always",
                                    1.5,
                                    64,
                                    1)
                            .withSync());

    private RedisComparison() {}

    /**
     * Runs.
     *
     * @param arguments parts of rows' names
     * @throws Exception when a process cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        List<Row> rows =
                ROWS.stream()
                        .filter(row ->
                                arguments.length == 0
                                        || Stream.of(arguments).anyMatch(row.name()::contains))
                        .toList();
        System.out.println("| what | against | at least | measured | reached | Cairn | peer |");
        System.out.println("|---|---|---|---|---|---|---|");
        boolean reached = true;
        for (int i = 0; i < rows.size(); i++) {
            System.err.println("[" + (i + 1) + "/" + rows.size() + "] " + rows.get(i).name());
            Result result = run(rows.get(i));
            System.out.println(result.toRow());
            reached &= result.reached();
        }
        System.exit(reached ? 0 : 1);
    }

    private static Result run(Row row) throws IOException, InterruptedException {
        List<String> pin = row.pinned() ? List.of("taskset", "-c", "0") : List.of();
        try (Directories directories = new Directories();
                ServerProcess redis = ServerProcess.redis(directories.root(), pin, row.synced());
                ServerProcess cairn = ServerProcess.cairn(directories.root(), pin, row.synced())) {
            return load(row, pin, cairn.socket(), redis.socket());
        }
    }

    private static Result load(Row row, List<String> pin, Path cairn, Path redis)
            throws IOException, InterruptedException {
        Generator.Load load = row.load();
        List<String> command = new ArrayList<>(pin);
        command.addAll(
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadProcess.class.getName(),
                        cairn.toString(),
                        redis.toString(),
                        Integer.toString(load.connections()),
                        Integer.toString(load.depth()),
                        Integer.toString(load.keys()),
                        Integer.toString(load.valueBytes()),
                        Boolean.toString(load.writes()),
                        row.name(),
                        row.peer(),
                        Double.toString(row.atLeast()),
                        Integer.toString(row.synced() ? WARM_SECONDS_SYNCED : WARM_SECONDS),
                        ROUNDS,
                        Integer.toString(row.roundMillis())));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            if (process.waitFor() != 0 || line == null || !Result.isResult(line)) {
                throw new IllegalStateException("the load on '" + row.name() + "' failed");
            }
            return Result.parse(line);
        }
    }
}
