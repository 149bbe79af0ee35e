package io.cairn.layer.testing;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a layer keeps its data: every test of behaviour runs on each, with
 * {@code @ParameterizedTest @EnumSource}.
 */
public enum Store {
    /** On the heap. */
    MEMORY,
    /** In a directory, in this process. */
    ROCKSDB,
    /** In another process's database, which here is this process's too. */
    IPC;

    /**
     * Opens a database that is empty at first.
     *
     * @param directory an empty directory, used by one open database at a time; what RocksDB has
     *     stored there is found again
     * @return the database with all that stands behind it, to be closed
     */
    public OpenStore open(Path directory) {
        CairnConfig rocksDb = CairnConfig.of("rocksdb", Map.of("path", directory.resolve("db")));
        return switch (this) {
            case MEMORY -> new OpenStore(Cairn.open("memory:"), () -> {});
            case ROCKSDB -> new OpenStore(Cairn.open(rocksDb), () -> {});
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
                Database client = Cairn.open("ipc:" + directory.resolve("db/cairn.sock"));
                yield new OpenStore(
                        client,
                        () -> {
                            server.close();
                            served.close();
                        });
            }
        };
    }
}
