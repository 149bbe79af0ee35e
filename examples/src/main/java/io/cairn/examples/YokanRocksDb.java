package io.cairn.examples;

import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Provider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A provider whose pairs are on disk. Unlike Yokan's, it leaves them there when it is closed. */
public final class YokanRocksDb {

    private YokanRocksDb() {}

    /**
     * Runs the example.
     *
     * @param args a directory, which is created
     */
    public static void main(String[] args) {
        run(Path.of(args[0]), System.out);
    }

    static void run(Path directory, PrintStream out) {
        Map<String, Object> config =
                Map.of(
                        "database",
                        Map.of(
                                "type",
                                "rocksdb",
                                "config",
                                Map.of(
                                        "path",
                                        directory.toString(),
                                        "create_if_missing",
                                        true,
                                        "write_buffer_size",
                                        4 << 20)));
        String json = new JsonMapper().writeValueAsString(config);
        for (int run = 1; run <= 2; run++) {
            try (Engine engine = new Engine("tcp")) {
                new Provider(engine, 42, json);
                Database db = new Client(engine).makeDatabaseHandle(engine.addr(), 42);
                out.println("found: " + db.count());
                db.put("run:" + run, "done");
            }
        }
    }
}
