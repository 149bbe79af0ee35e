package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_APPEND;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NEW_ONLY;
import static io.cairn.compat.yokan.ReturnCode.YOKAN_ERR_BUFFER_SIZE;
import static io.cairn.compat.yokan.ReturnCode.YOKAN_ERR_KEY_NOT_FOUND;

import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Provider;
import io.cairn.compat.yokan.YokanException;
import java.io.PrintStream;

/** Errors and their numbers. */
public final class YokanErrors {

    private YokanErrors() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Engine engine = new Engine("tcp");
        new Provider(engine, 42, "{\"database\":{\"type\":\"map\"}}");
        Client client = new Client(engine);
        Database db = client.makeDatabaseHandle(engine.addr(), 42);
        byte[] value = new byte[16];

        // Example 1: Handling missing keys
        try {
            db.get("nonexistent_key", value);
        } catch (YokanException e) {
            out.println("Expected error - key not found: " + (e.code() == YOKAN_ERR_KEY_NOT_FOUND));
        }

        // Example 2: Checking before getting
        if (db.exists("safe_key")) {
            db.get("safe_key", value);
        } else {
            out.println("Key doesn't exist");
        }

        // Example 3: Handling unsupported modes; Cairn's databases support all of Yokan's
        try {
            db.put("test", "data");
            db.put("test", "data", YOKAN_MODE_APPEND | YOKAN_MODE_NEW_ONLY);
        } catch (YokanException e) {
            out.println("Mode not supported: " + e.getMessage());
        }

        // A buffer that is too small loses nothing
        try {
            db.get("test", new byte[2]);
        } catch (YokanException e) {
            out.println("Too small: " + (e.code() == YOKAN_ERR_BUFFER_SIZE));
        }
        long size = db.get("test", value);
        out.println("Retrieved: " + text(value).substring(0, (int) size));
        engine.finalizeEngine();
    }
}
