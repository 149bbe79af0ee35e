package io.cairn.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.compat.yokan.Client;
import io.cairn.compat.yokan.Collection;
import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.DocumentLength;
import io.cairn.compat.yokan.Engine;
import io.cairn.compat.yokan.Provider;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** JSON documents in a collection. */
public final class YokanDocuments {

    private static final JsonMapper JSON = new JsonMapper();

    /** Somebody. */
    record Person(String name, int age, String city) {}

    private YokanDocuments() {}

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

        // Create a collection
        db.createCollection("users");
        out.println("Collection 'users' exists: " + db.collectionExists("users"));
        use(db.openCollection("users"), out);
        engine.finalizeEngine();
    }

    private static void use(Collection coll, PrintStream out) {
        // @start region=yokan-documents
        // Store documents and get their IDs
        long id1 = coll.store(JSON.writeValueAsString(new Person("Alice", 30, "Boston")));
        long id2 = coll.store(JSON.writeValueAsString(new Person("Bob", 25, "New York")));
        long id3 = coll.store(JSON.writeValueAsString(new Person("Carol", 35, "Boston")));
        out.println("Stored 3 documents with IDs: " + id1 + ", " + id2 + ", " + id3);

        // Load a document by ID
        byte[] loaded = new byte[64];
        long length = coll.load(id1, loaded);
        out.println("Loaded document: " + text(loaded, length));

        // Update a document
        coll.update(id1, JSON.writeValueAsString(new Person("Alice", 31, "Boston")));
        out.println("Updated document " + id1);

        // List all documents
        List<byte[]> buffers = Stream.generate(() -> new byte[64]).limit(3).toList();
        List<DocumentLength> lengths = coll.listDocs(0, buffers);
        out.println("All documents:");
        for (int i = 0; i < lengths.size(); i++) {
            DocumentLength each = lengths.get(i);
            out.println(each.id() + " - " + text(buffers.get(i), each.length()));
        }

        // Erase a document
        coll.erase(id2);
        out.println("Erased document " + id2);
        out.println("Total documents: " + coll.size());
        // @end
    }

    private static String text(byte[] bytes, long length) {
        return new String(bytes, 0, (int) length, UTF_8);
    }
}
