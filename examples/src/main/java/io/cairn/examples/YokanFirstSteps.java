package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static java.util.Objects.requireNonNull;

import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Provider;
import java.io.PrintStream;

/** A program for Yokan, written again for Cairn: an engine, a provider, a client, pairs. */
public final class YokanFirstSteps {

    private YokanFirstSteps() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        quickStart(out);
        server(out);
        try (Engine engine = new Engine("tcp")) {
            operations(engine, out);
        }
    }

    private static void quickStart(PrintStream out) {
        // @start region=yokan-first-steps
        Engine engine = new Engine("tcp");
        new Provider(engine, 42, "{\"database\":{\"type\":\"map\"}}");
        Client client = new Client(engine);
        Database db = client.makeDatabaseHandle(engine.addr(), 42);

        db.put("greeting", "Hello, Yokan!");
        long size = requireNonNull(db.length("greeting")); // null when there is no such key
        byte[] value = new byte[(int) size];
        db.get("greeting", value);
        out.println("Retrieved: " + text(value));
        out.println("Total entries: " + db.count());
        engine.finalizeEngine();
        // @end
    }

    private static void server(PrintStream out) {
        Engine engine = new Engine("tcp");
        String config =
                """
                {
                    "database": {
                        "type": "map"
                    }
                }
                """;
        Provider provider = new Provider(engine, 42, config);
        out.println("Yokan provider started: " + engine.addr().startsWith("tcp://"));
        out.println("Provider ID: " + provider.providerId());
        out.println("Provider is now accepting requests...");
        // A program that does nothing else would wait here: engine.waitForFinalize();
        engine.finalizeEngine();
    }

    private static void operations(Engine engine, PrintStream out) {
        new Provider(engine, 42, "{\"database\":{\"type\":\"map\"}}");
        Client client = new Client(engine);
        Database db = client.makeDatabaseHandle(engine.addr(), 42);

        db.put("user:1", "Alice");
        out.println("Stored user:1 = Alice");
        boolean exists = db.exists("user:1");
        out.println("Key exists: " + exists);
        long length = requireNonNull(db.length("user:1"));
        out.println("Value length: " + length + " bytes");
        byte[] value = new byte[(int) length];
        db.get("user:1", value);
        out.println("Retrieved: " + text(value));
        db.erase("user:1");
        out.println("Key erased");
        boolean existsAfter = db.exists("user:1");
        out.println("Key exists after erase: " + existsAfter);
    }
}
