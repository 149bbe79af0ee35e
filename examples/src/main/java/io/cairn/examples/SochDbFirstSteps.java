package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.sochdb.embedded.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** First steps under SochDB's names: open, put, get, delete, paths. Stateless. */
public final class SochDbFirstSteps {

    private SochDbFirstSteps() {}

    /**
     * Runs the steps in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                System.out);
    }

    static void run(Path directory, PrintStream out) {
        byOneself(directory.resolve("my_database"), out);
        // @start region=sochdb-embedded
        try (Database db = Database.open(directory.resolve("data"))) { // creates if not exists
            db.put(utf8("key"), utf8("value"));
            byte[] value = db.get(utf8("key")); // null if not found
            if (value == null) {
                out.println("no value");
            } else {
                out.println("value: " + text(value));
            }
            db.delete(utf8("key"));
            out.println("deleted: " + (db.get(utf8("key")) == null));

            db.putPath("users/alice/email", utf8("alice@example.com"));
            db.putPath("config/app/theme", utf8("dark"));
            out.println("email: " + shown(db.getPath("users/alice/email")));
            db.deletePath("config/app/theme");
        }
        // @end
        try (Database db = Database.open(directory.resolve("data"))) {
            namedKeys(db, out);
        }
    }

    /** Without a try statement one has to remember to close. */
    private static void byOneself(Path path, PrintStream out) {
        Database db = Database.open(path);
        db.put(utf8("user:1"), utf8("{\"name\": \"Alice\"}"));
        byte[] value = db.get(utf8("user:1"));
        out.println(shown(value));
        db.close();
    }

    /** Keys whose beginnings say what they are can be scanned together. */
    private static void namedKeys(Database db, PrintStream out) {
        db.put(utf8("user:123:profile"), utf8("Alice, Rome"));
        db.put(utf8("user:123:settings"), utf8("dark"));
        db.put(utf8("order:456:items"), utf8("lamp"));
        db.scanPrefix(utf8("user:123:"))
                .forEach(entry -> out.println(text(entry.key()) + " = " + text(entry.value())));
        db.scan().forEach(entry -> out.println("all: " + text(entry.key())));
    }

    private static String shown(byte @Nullable [] value) {
        return value == null ? "nothing" : text(value);
    }
}
