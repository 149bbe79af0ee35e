package io.cairn.bench.ipc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server with an empty memory engine, and a gRPC server over the same database, in a process of
 * their own. Whoever starts it closes it.
 */
public final class LocalServer implements AutoCloseable {

    static final String GRPC_SOCKET = "grpc.sock";

    private final Path directory;
    private final Process process;

    private LocalServer(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts the servers and waits until they can be reached.
     *
     * @return the servers; the caller closes them
     * @throws IOException when they do not come up
     */
    public static LocalServer start() throws IOException {
        Path directory = Files.createTempDirectory("cairn-bench-");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        System.getProperty("java.home") + "/bin/java",
                                        "-Xmx2g",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        BenchServer.class.getName(),
                                        directory.resolve("cairn.sock").toString(),
                                        "memory",
                                        "BUFFERED",
                                        "grpc"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = process.inputReader().readLine();
        if (!"ready".equals(said)) {
            process.destroy();
            throw new IOException("the server did not come up; it said " + said);
        }
        return new LocalServer(directory, process);
    }

    /**
     * Returns where Cairn listens.
     *
     * @return the socket
     */
    public Path socket() {
        return directory.resolve("cairn.sock");
    }

    /**
     * Returns where gRPC listens.
     *
     * @return the socket
     */
    public Path grpcSocket() {
        return directory.resolve(GRPC_SOCKET);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter().close();
        process.waitFor();
        try (java.util.stream.Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
