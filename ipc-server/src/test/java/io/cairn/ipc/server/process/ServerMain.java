package io.cairn.ipc.server.process;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server until its standard input ends. Arguments: the socket; and a directory for RocksDB with
 * SYNC, without which it serves the memory engine.
 */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] arguments) throws Exception {
        CairnConfig config =
                arguments.length > 1
                        ? CairnConfig.of("rocksdb", Map.of("path", arguments[1]))
                        : CairnConfig.of("memory", Map.of()).with(Durability.BUFFERED);
        try (Database database = Cairn.open(config);
                CairnServer server =
                        CairnServer.start(
                                ServerOptions.in(Path.of(arguments[0]).getParent()),
                                Map.of(
                                        0,
                                        new Served(
                                                database,
                                                config.engine(),
                                                config.durability(),
                                                config.limits())))) {
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
