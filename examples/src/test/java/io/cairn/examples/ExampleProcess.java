package io.cairn.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An example in a JVM of its own. Used by one thread; whoever starts it closes it, which kills it
 * if it has not ended by itself.
 */
final class ExampleProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private ExampleProcess(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts an example's {@code main}; standard error goes where this process's does. */
    static ExampleProcess start(Class<?> example, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                example.getName()));
        command.addAll(List.of(arguments));
        return new ExampleProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Waits for a line. */
    void await(String expected) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(expected)) {
                return;
            }
        }
        throw new IOException("the example ended without saying '" + expected + "'");
    }

    /** Sends SIGTERM. */
    void terminate() throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", Long.toString(process.pid())).start().waitFor();
        if (sent != 0) {
            throw new IOException("the signal could not be sent");
        }
    }

    /** Tells it that nothing more will come on its standard input. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Returns what else it prints until it ends. */
    List<String> rest() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** Waits for its end and returns the code it exits with. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the example did not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
