package io.cairn.ipc.server.suite;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import io.cairn.testing.contract.DatabaseFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Databases of a server in this process, seen through a client. Closing a database closes the
 * client; a reopen also stops the server and the engine, and starts both anew.
 */
public abstract class IpcFixture implements DatabaseFixture {

    private final String name;
    private final String engine;
    private final String transport;
    private final Path directory;
    private Settings settings = Settings.usual();
    private int databases;
    private @Nullable Database database;
    private @Nullable CairnServer server;

    /**
     * Describes the fixture.
     *
     * @param engine the engine behind the server
     * @param transport the client's kind of socket
     */
    protected IpcFixture(String engine, String transport) {
        this.name = "ipc-" + engine + "-" + transport;
        this.engine = engine;
        this.transport = transport;
        try {
            directory = Files.createTempDirectory("cairn-ipc");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Promises promises() {
        boolean disk = !engine.equals("memory");
        return new Promises(disk, disk, false);
    }

    @Override
    public final boolean shared() {
        return !engine.equals("memory");
    }

    @Override
    public final Database open(Settings wanted) {
        settings = wanted;
        databases++;
        return start();
    }

    @Override
    public final Database reopen(Database current) {
        current.close();
        return start();
    }

    @Override
    public final Database openExport(Path exported) {
        return Cairn.open(engine + ":" + exported);
    }

    private Database start() {
        stop();
        CairnConfig config =
                new CairnConfig(
                        engine,
                        promises().persistent()
                                ? Map.of(
                                        "path",
                                        directory.resolve("db" + databases).toString(),
                                        "writeBufferBytes",
                                        1 << 20)
                                : Map.of(),
                        settings.durability(),
                        settings.limits());
        database = Cairn.open(config, settings.components());
        ServerOptions options = ServerOptions.in(directory);
        server =
                CairnServer.start(
                        options,
                        Map.of(
                                0,
                                new Served(
                                        database,
                                        engine,
                                        settings.durability(),
                                        settings.limits())));
        return Cairn.open(
                "ipc:" + directory.resolve(ServerOptions.SOCKET_NAME) + "?transport=" + transport);
    }

    private void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
        if (database != null) {
            database.close();
            database = null;
        }
    }

    @Override
    public final void close() {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The memory engine, over the JDK's sockets. */
    public static final class MemoryJdk extends IpcFixture {

        /** Creates the fixture {@code ipc-memory-jdk}. */
        public MemoryJdk() {
            super("memory", "jdk");
        }
    }

    /** The memory engine, over jnr-unixsocket. */
    public static final class MemoryJnr extends IpcFixture {

        /** Creates the fixture {@code ipc-memory-jnr}. */
        public MemoryJnr() {
            super("memory", "jnr");
        }
    }

    /** RocksDB, over the JDK's sockets. */
    public static final class RocksDbJdk extends IpcFixture {

        /** Creates the fixture {@code ipc-rocksdb-jdk}. */
        public RocksDbJdk() {
            super("rocksdb", "jdk");
        }
    }

    /** RocksDB, over jnr-unixsocket. */
    public static final class RocksDbJnr extends IpcFixture {

        /** Creates the fixture {@code ipc-rocksdb-jnr}. */
        public RocksDbJnr() {
            super("rocksdb", "jnr");
        }
    }
}
