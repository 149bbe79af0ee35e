package io.cairn.sql;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.nio.file.Path;
import java.util.Map;

/**
 * An open database and its tables. Whoever opened it closes it.
 *
 * @param db the database
 * @param sql its tables
 * @param behind ends what stands behind it
 */
record Opened(Database db, SqlDatabase sql, Runnable behind) implements AutoCloseable {

    /** Where tables are kept: every test of behaviour runs on each. */
    enum Store {
        /** On the heap. */
        MEMORY,
        /** In a directory. */
        ROCKSDB,
        /** Behind a socket. */
        IPC
    }

    static Opened in(Store store, Path directory) {
        CairnConfig rocksDb = CairnConfig.of("rocksdb", Map.of("path", directory.resolve("db")));
        return switch (store) {
            case MEMORY -> of(Cairn.open("memory:"), () -> {});
            case ROCKSDB -> of(Cairn.open(rocksDb), () -> {});
            case IPC -> {
                Database served = Cairn.open(rocksDb);
                CairnServer server =
                        CairnServer.start(
                                ServerOptions.in(directory.resolve("db")),
                                Map.of(
                                        0,
                                        new Served(
                                                served,
                                                rocksDb.engine(),
                                                rocksDb.durability(),
                                                rocksDb.limits())));
                yield of(
                        Cairn.open("ipc:" + directory.resolve("db/cairn.sock")),
                        () -> {
                            server.close();
                            served.close();
                        });
            }
        };
    }

    private static Opened of(Database db, Runnable behind) {
        return new Opened(db, SqlDatabase.of(db), behind);
    }

    @Override
    public void close() {
        db.close();
        behind.run();
    }
}
