package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.error.ConfigException;
import io.cairn.error.UnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The ways to open a database, and what it says when it cannot be opened. Stateless. */
public final class Openings {

    private Openings() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        Path directory =
                args.length == 0 ? Files.createTempDirectory("cairn-openings") : Path.of(args[0]);
        run(directory, System.out);
    }

    static void run(Path directory, PrintStream out) {
        // @start region=open-url
        String url = "rocksdb:" + directory + "?durability=buffered&blockCacheBytes=268435456";
        try (Database db = Cairn.open(url)) {
            db.put(utf8("key"), utf8("value"));
        }
        // @end

        // @start region=open-typed
        CairnConfig config =
                CairnConfig.of("rocksdb", Map.of("path", directory, "compression", "zstd"))
                        .with(Durability.BUFFERED);
        try (Database db = Cairn.open(config)) {
            db.put(utf8("key"), utf8("another value"));
        }
        // @end

        // @start region=open-json
        String json =
                """
                {
                  "engine": "memory",
                  "limits": {"valueBytesMax": "16MiB", "waitMax": "10s"}
                }
                """;
        try (Database db = Cairn.open(CairnConfig.parse(json))) {
            db.put(utf8("key"), utf8("value"));
        }
        // @end

        try (Database first = Cairn.open("rocksdb:" + directory)) {
            out.println("present: " + first.exists(utf8("key")));
            Cairn.open("rocksdb:" + directory).close();
        } catch (UnavailableException refused) {
            out.println("a second time: " + refused.code());
        }
        try {
            Cairn.open("rocksdb:" + directory + "?blockCachBytes=1").close();
        } catch (ConfigException refused) {
            out.println("a slip of the pen: " + refused.getMessage());
        }
    }
}
