package io.cairn.bench.vector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cairn's command line, started as a user starts it. Stateless. */
final class Shell {

    private Shell() {}

    private static Path program() {
        return Path.of(System.getProperty("bench.cairn", "cairn")).toAbsolutePath();
    }

    static boolean isHere() {
        return Files.isExecutable(program());
    }

    /** Runs a command until it has ended; returns what it printed. */
    static String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of(words));
        Path messages = Files.createTempFile("shell", ".txt");
        Process process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        String said = Files.readString(messages);
        Files.delete(messages);
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " gave " + exit + ": " + said);
        }
        return output;
    }

    /** Builds an index file. */
    static void build(VectorPeer.Plan plan, Path index) throws IOException, InterruptedException {
        run(
                "bulk",
                "build-index",
                "--input",
                plan.files().base().toString(),
                "--format",
                "raw_f32",
                "--output",
                index.toString(),
                "--dimension",
                Integer.toString(plan.files().data().dimension()),
                "--metric",
                plan.files().data().metric().name().toLowerCase(Locale.ROOT),
                "--max-connections",
                Integer.toString(plan.connections()),
                "--ef-construction",
                Integer.toString(plan.efConstruction()),
                "--threads",
                Integer.toString(plan.threads()),
                "--quiet");
    }
}
