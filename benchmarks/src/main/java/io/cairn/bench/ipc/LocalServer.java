package io.cairn.bench.ipc;

import io.cairn.bench.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A server with an empty memory engine, and a gRPC server over the same database, in a process of
 * their own. Whoever starts it closes it.
 */
public final class LocalServer implements AutoCloseable {

    static final String GRPC_SOCKET = "grpc.sock";

    private final Directories directories;
    private final Process process;

    private LocalServer(Directories directories, Process process) {
        this.directories = directories;
        this.process = process;
    }

    /**
     * Starts the servers and waits until they can be reached.
     *
     * @return the servers; the caller closes them
     * @throws IOException when they do not come up
     */
    public static LocalServer start() throws IOException {
        Directories directories = new Directories();
        Process process =
                new ProcessBuilder(
                                List.of(
                                        System.getProperty("java.home") + "/bin/java",
                                        "-Xmx2g",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        BenchServer.class.getName(),
                                        directories.root().resolve("cairn.sock").toString(),
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
        return new LocalServer(directories, process);
    }

    /**
     * Returns where Cairn listens.
     *
     * @return the socket
     */
    public Path socket() {
        return directories.root().resolve("cairn.sock");
    }

    /**
     * Returns where gRPC listens.
     *
     * @return the socket
     */
    public Path grpcSocket() {
        return directories.root().resolve(GRPC_SOCKET);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter().close();
        process.waitFor();
        directories.close();
    }
}
