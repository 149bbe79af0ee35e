package io.cairn.bench.ipc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server under load, as a child of this process. Whoever starts it closes it. */
final class ServerProcess implements AutoCloseable {

    private static final int READY_SECONDS = 60;

    private final Protocol protocol;
    private final Path socket;
    private final Process process;

    private ServerProcess(Protocol protocol, Path socket, List<String> command)
            throws IOException, InterruptedException {
        this.protocol = protocol;
        this.socket = socket;
        process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long start = System.nanoTime();
        while (!Files.exists(socket)) {
            boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(READY_SECONDS);
            if (late || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                process.destroy();
                throw new IOException("the server did not come up: " + String.join(" ", command));
            }
        }
    }

    /**
     * Starts Redis on a socket, without TCP.
     *
     * @param pin a command in front that chooses the processor, or nothing
     * @param synced whether every write is synced to an append-only file; else nothing is stored
     */
    static ServerProcess redis(Path directory, List<String> pin, boolean synced)
            throws IOException, InterruptedException {
        Path socket = directory.resolve("redis.sock");
        List<String> command = new ArrayList<>(pin);
        command.addAll(
                List.of(
                        "redis-server",
                        "--port",
                        "0",
                        "--unixsocket",
                        socket.toString(),
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        synced ? "yes" : "no",
                        "--appendfsync",
                        "always"));
        return new ServerProcess(Protocol.REDIS, socket, command);
    }

    /** Starts Cairn: the memory engine, or RocksDB with SYNC. */
    static ServerProcess cairn(Path directory, List<String> pin, boolean synced)
            throws IOException, InterruptedException {
        Path socket = directory.resolve("cairn.sock");
        List<String> command = new ArrayList<>(pin);
        command.addAll(
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xms1g",
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchServer.class.getName(),
                        socket.toString(),
                        synced ? "rocksdb" : "memory",
                        synced ? "SYNC" : "BUFFERED"));
        if (synced) {
            command.add(directory.resolve("db").toString());
        }
        return new ServerProcess(Protocol.CAIRN, socket, command);
    }

    Protocol protocol() {
        return protocol;
    }

    long pid() {
        return process.pid();
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
