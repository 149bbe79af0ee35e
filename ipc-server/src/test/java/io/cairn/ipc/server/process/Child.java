package io.cairn.ipc.server.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that runs a class of this module's tests. It is expected to end when its
 * standard input does. Used by one thread; whoever starts it closes it.
 */
final class Child implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a main class; standard error goes where this process's does. */
    static Child start(Class<?> main, String... arguments) throws IOException {
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
                                main.getName()));
        command.addAll(List.of(arguments));
        return new Child(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    long pid() {
        return process.pid();
    }

    /** Returns the next line it prints, or null when it has closed its output. */
    @Nullable String line() throws IOException {
        return output.readLine();
    }

    /** Waits for a line. */
    void await(String expected) throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (line.equals(expected)) {
                return;
            }
        }
        throw new IOException("the child ended without saying '" + expected + "'");
    }

    /** Returns the rest of what it prints, until it ends by itself with exit code 0. */
    List<String> rest() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("the child failed; it said " + lines);
        }
        return lines;
    }

    /** Kills it as the system does when memory runs out: with SIGKILL. */
    void kill() throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-9", Long.toString(process.pid())).start().waitFor();
        if (sent != 0 || !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the child could not be killed");
        }
    }

    /** Ends its standard input, on which it ends, and waits. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the child did not end");
        }
    }
}
