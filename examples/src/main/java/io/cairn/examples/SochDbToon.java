package io.cairn.examples;

import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.toon.ToonTable;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as one line of TOON, which language models read with few tokens, and back. Stateless. */
public final class SochDbToon {

    private SochDbToon() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // @start region=sochdb-toon
        List<Map<String, @Nullable Object>> records =
                List.of(
                        record(1, "Alice", "alice@example.com", 30),
                        record(2, "Bob", "bob@example.com", 25));
        out.println(Database.toToon("users", records));
        out.println(Database.toToon("users", records, List.of("name", "email")));

        ToonTable table =
                Database.fromToon("users[2]{name,email}:Alice,alice@ex.com;Bob,bob@ex.com");
        out.println(table.name());
        out.println(table.fields());
        out.println(table.rows());
        // @end
        prompt(out);
    }

    private static Map<String, @Nullable Object> record(
            int id, String name, String email, int age) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>(); // keeps the order
        record.put("id", id);
        record.put("name", name);
        record.put("email", email);
        record.put("age", age);
        return record;
    }

    /** What a model is told of documents that were found. */
    private static void prompt(PrintStream out) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("title", "Keys, and why they are sorted");
        document.put("content", "Neighbours are read together; \"one seek\" is enough.");
        document.put("relevance_score", 0.93);
        String context =
                Database.toToon("documents", List.of(document), List.of("title", "content"));
        out.println("Context:");
        out.println(context);
        out.println(Database.fromToon(context).rows().getFirst().get("content"));
    }
}
