package io.cairn.examples;

import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.layer.sql.SqlResult;
import io.cairn.layer.sql.SqlRow;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents found by SQL, put into few words for a language model. Stateless. */
public final class SochDbRag {

    private SochDbRag() {}

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
            store(db);
            // @start region=sochdb-rag
            // Query relevant documents
            SqlResult results =
                    db.executeSql(
                            """
                            SELECT title, content, relevance_score
                            FROM documents
                            WHERE category = 'technical'
                            ORDER BY relevance_score DESC
                            LIMIT 10
                            """);

            // Convert to TOON for efficient context
            List<Map<String, @Nullable Object>> records = new ArrayList<>();
            for (SqlRow row : results) {
                records.add(row.asMap());
            }
            String context = Database.toToon("documents", records, List.of("title", "content"));

            // What is sent to the model
            out.println("system: Context:\n" + context);
            out.println("user: Summarize the technical documents");
            // @end
        }
    }

    private static void store(Database db) {
        db.withTransaction(txn -> {
            txn.execute(
                    """
                    CREATE TABLE documents (
                        id INT PRIMARY KEY,
                        title TEXT NOT NULL,
                        content TEXT,
                        category TEXT,
                        relevance_score DOUBLE
                    )
                    """);
            txn.execute("CREATE INDEX documents_category ON documents (category)");
            txn.execute(
                    """
                    INSERT INTO documents VALUES
                        (1, 'Sorted keys', 'Neighbours are read together; one seek is enough.', 'technical', 0.93),
                        (2, 'Menu', 'Soup, then fish.', 'canteen', 0.99),
                        (3, 'Snapshots', 'A reader''s state does not change.', 'technical', 0.41),
                        (4, 'Logs', 'What is committed is written once more, in order.', 'technical', 0.72)
                    """);
        });
    }
}
