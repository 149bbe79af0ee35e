package io.cairn.examples;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Offers a database to other processes without giving it up: this process goes on using it as any
 * other. Runs until its standard input ends. Stateless.
 *
 * <p>Whoever needs a server and nothing else runs {@code ./cairn server}.
 */
public final class LogServer {

    private LogServer() {}

    /**
     * Runs the example.
     *
     * @param args the directory of the database, and of its sockets
     * @throws IOException when standard input cannot be read
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        // @start region=server
        CairnConfig config = CairnConfig.of("rocksdb", Map.of("path", directory));
        try (Database db = Cairn.open(config);
                CairnServer _ = serve(db, config, ServerOptions.in(directory))) {
            System.out.println("ready");
            System.in.transferTo(OutputStream.nullOutputStream()); // until its end
        } // first the server, then the database
        // @end
    }

    // @start region=serve
    private static CairnServer serve(Database db, CairnConfig config, ServerOptions options) {
        Served served = new Served(db, config.engine(), config.durability(), config.limits());
        return CairnServer.start(options.withClientsMax(20), Map.of(0, served)); // number 0
    }
    // @end
}
