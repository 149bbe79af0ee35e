package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.compat.sochdb.embedded.DatabaseError;
import io.cairn.compat.sochdb.embedded.Transaction;
import io.cairn.layer.sql.SqlRow;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** SQL and keys in one transaction, under SochDB's names. Stateless. */
public final class SochDbSql {

    private SochDbSql() {}

    /**
     * Runs the example in a directory.
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
        try (Database db = Database.open(directory)) {
            // @start region=sochdb-sql
            // Create table
            db.executeSql("CREATE TABLE users (id INT, name TEXT)");

            // Atomic multi-table transaction
            Transaction txn = db.transaction();

            // Insert via SQL
            txn.execute("INSERT INTO users VALUES (1, 'Alice')");

            // Insert via KV (same transaction!)
            txn.put(utf8("user:1:metadata"), utf8("{\"verified\": true}"));

            // Commit both SQL and KV operations atomically
            txn.commit();
            // @end
            for (SqlRow row : db.executeSql("SELECT * FROM users")) {
                out.println(
                        row.asMap()
                                + " "
                                + text(Objects.requireNonNull(db.get(utf8("user:1:metadata")))));
            }
            try {
                db.executeSql("SELECT name FROM members");
            } catch (DatabaseError e) {
                out.println(e.getMessage());
            }
            out.println("Queries executed: " + db.stats().get("queries_executed"));
        }
    }
}
