package io.cairn.bench.suite.store;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.ipc.client.CairnClient;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Cairn's server in a process of its own, over the RocksDB engine, with the options that the engine
 * has in process. It ends when its standard input does, so it never outlives who started it.
 */
public final class ServerChild implements AutoCloseable {

    private static final String READY = "ready";
    private static final int END_SECONDS = 60;

    private final Process process;
    private final Path sockets;

    private ServerChild(Process process, Path sockets) {
        this.process = process;
        this.sockets = sockets;
    }

    static ServerChild start(StoreSettings settings) throws IOException {
        // A socket's path may not be longer than some 100 bytes; the data's folder may.
        Path sockets = Files.createTempDirectory("cairn-suite-");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        System.getProperty("java.home") + "/bin/java",
                                        "-Xms512m",
                                        "-Xmx512m",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ServerChild.class.getName(),
                                        sockets.toString(),
                                        settings.directory().toString(),
                                        Long.toString(settings.cacheBytes()),
                                        settings.durability().name()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = process.inputReader().readLine();
        if (!READY.equals(said)) {
            process.destroy();
            throw new IOException("the server did not come up; it said " + said);
        }
        return new ServerChild(process, sockets);
    }

    Database connect() {
        return CairnClient.connect(sockets.resolve("cairn.sock"));
    }

    long pid() {
        return process.pid();
    }

    /**
     * Serves.
     *
     * @param arguments the folder for sockets, that of the data, the bytes of the cache, the
     *     durability
     * @throws Exception when the server does not start
     */
    public static void main(String[] arguments) throws Exception {
        CairnConfig config =
                CairnStore.rocksDbConfig(
                        new StoreSettings(
                                Path.of(arguments[1]),
                                Long.parseLong(arguments[2]),
                                Durability.valueOf(arguments[3]),
                                true,
                                0));
        try (Database database = Cairn.open(config);
                CairnServer server =
                        CairnServer.start(
                                ServerOptions.in(Path.of(arguments[0])),
                                Map.of(
                                        0,
                                        new Served(
                                                database,
                                                config.engine(),
                                                config.durability(),
                                                config.limits())))) {
            System.out.println(READY);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the server did not end within " + END_SECONDS + " s");
        }
        try (Stream<Path> left = Files.list(sockets)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(sockets);
    }
}
