package io.cairn.examples;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server in this process, with both sockets in a directory. Whoever starts it closes it.
 *
 * @param directory where the sockets are
 * @param database what it offers
 * @param server the server
 */
record TestServer(Path directory, Database database, CairnServer server) implements AutoCloseable {

    /** Offers a new database that keeps nothing. */
    static TestServer memory(Path directory) {
        return start(directory, CairnConfig.of("memory", Map.of()));
    }

    /** Offers the database in a directory. */
    static TestServer rocksDb(Path directory) {
        return start(
                directory,
                CairnConfig.of("rocksdb", Map.of("path", directory, "statistics", true)));
    }

    private static TestServer start(Path directory, CairnConfig config) {
        Database database = Cairn.open(config);
        boolean started = false;
        try {
            Served served =
                    new Served(database, config.engine(), config.durability(), config.limits());
            CairnServer server = CairnServer.start(ServerOptions.in(directory), Map.of(0, served));
            started = true;
            return new TestServer(directory, database, server);
        } finally {
            if (!started) {
                database.close();
            }
        }
    }

    String url() {
        return "ipc:" + socket();
    }

    Path socket() {
        return directory.resolve(ServerOptions.SOCKET_NAME);
    }

    Path sdkSocket() {
        return directory.resolve(ServerOptions.SDK_SOCKET_NAME);
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
