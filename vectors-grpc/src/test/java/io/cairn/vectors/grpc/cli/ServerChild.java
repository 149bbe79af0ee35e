package io.cairn.vectors.grpc.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own. Whoever starts it closes it, which kills it. */
final class ServerChild implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final BufferedReader output;

    private ServerChild(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ServerChild start(Path folder, String... arguments) throws IOException {
        Path log = Files.createTempFile(folder, "server", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        command.addAll(List.of(arguments));
        return new ServerChild(
                new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    }

    /** Waits until it listens; returns the port. */
    int port() throws IOException {
        String line = output.readLine();
        if (line == null || !line.startsWith("listening at ")) {
            throw new AssertionError("it says " + line + ", and in its log: " + log());
        }
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Kills it as the system does when memory runs out. */
    void kill() throws IOException, InterruptedException {
        signal("-9");
        process.waitFor();
    }

    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
