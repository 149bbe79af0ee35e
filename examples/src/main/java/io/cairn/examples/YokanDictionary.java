package io.cairn.examples;

import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Provider;
import java.io.PrintStream;
import java.util.Map;
import java.util.NoSuchElementException;

/** A dictionary made of Yokan's calls. */
public final class YokanDictionary {

    /** A user's data. */
    record User(String name, int age) {}

    /** How it looks. */
    record Look(String theme, boolean notifications) {}

    private YokanDictionary() {}

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

        // Create a higher-level dictionary interface
        YokanDict yokanDict = new YokanDict(db, "app:");

        // Use it like a regular dictionary
        yokanDict.set("user:1", new User("Alice", 30));
        yokanDict.set("user:2", new User("Bob", 25));
        yokanDict.set("config", new Look("dark", true));
        out.println("Stored data using dict-like interface");

        // Retrieve data
        out.println("User 1: " + yokanDict.get("user:1"));

        // Check existence
        if (yokanDict.contains("config")) {
            out.println("Config: " + yokanDict.get("config"));
        }

        // Get with default
        out.println("User 3 (default): " + yokanDict.get("user:3", new User("Unknown", 0)));

        // Batch update
        yokanDict.update(Map.of("user:3", new User("Carol", 35), "user:4", new User("Dave", 40)));
        out.println("Batch updated 2 users");

        // Delete, and find that a key is missing
        yokanDict.delete("user:4");
        try {
            yokanDict.delete("user:4");
        } catch (NoSuchElementException e) {
            out.println("No such key: " + e.getMessage());
        }
        yokanDict.clear();
        out.println("Left after clear: " + db.count());
        engine.finalizeEngine();
    }
}
