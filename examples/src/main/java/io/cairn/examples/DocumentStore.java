package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.KeyRange;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON documents under a key prefix. On a database it is thread-safe and each call is a transaction
 * of its own; on a transaction its calls are part of that transaction.
 */
public final class DocumentStore {

    private static final JsonMapper JSON = new JsonMapper();

    private final TransactionScope scope;
    private final String prefix;

    /**
     * Creates a view of the documents under a prefix.
     *
     * @param scope where the documents are: a database or a transaction
     * @param prefix what their keys begin with, best with a separator at its end
     */
    public DocumentStore(TransactionScope scope, String prefix) {
        this.scope = scope;
        this.prefix = prefix;
    }

    /**
     * Stores a document unless there is one with this id.
     *
     * @param id its id
     * @param document the document
     * @return false when there is one already
     */
    public boolean insert(String id, JsonNode document) {
        return scope.transact(tx -> tx.putIfAbsent(key(id), JSON.writeValueAsBytes(document)));
    }

    /**
     * Reads a document.
     *
     * @param id its id
     * @return the document, or null when absent
     */
    public @Nullable ObjectNode find(String id) {
        return scope.read(view -> {
            byte[] json = view.get(key(id));
            return json == null ? null : parsed(json);
        });
    }

    // @start region=update
    /**
     * Changes a document. Two changes at once do not overwrite each other: the later one is run
     * again on what the earlier one wrote.
     *
     * @param id its id
     * @param change edits the document; may run more than once
     * @return false when there is no such document
     */
    public boolean update(String id, Consumer<ObjectNode> change) {
        return scope.transact(tx -> {
            byte[] json = tx.get(key(id));
            if (json == null) {
                return false;
            }
            ObjectNode document = parsed(json);
            change.accept(document);
            tx.put(key(id), JSON.writeValueAsBytes(document));
            return true;
        });
    }

    // @end

    /**
     * Removes a document.
     *
     * @param id its id
     * @return false when there is no such document
     */
    public boolean delete(String id) {
        return scope.transact(tx -> tx.take(key(id)) != null);
    }

    /**
     * Finds documents by looking at all of them, in one state of the database.
     *
     * @param wanted tells which to return
     * @param limit the most documents returned
     * @return the documents by id
     */
    public Map<String, ObjectNode> search(Predicate<ObjectNode> wanted, int limit) {
        return scope.read(view -> {
            Map<String, ObjectNode> found = new TreeMap<>();
            ScanOptions options = ScanOptions.all().with(Modes.of(Mode.NO_PREFIX));
            try (Cursor all = view.scan(KeyRange.prefix(utf8(prefix)), options)) {
                while (found.size() < limit && all.next()) {
                    ObjectNode document = parsed(all.value());
                    if (wanted.test(document)) {
                        found.put(text(all.key()), document);
                    }
                }
            }
            return found;
        });
    }

    private byte[] key(String id) {
        return utf8(prefix + id);
    }

    private static ObjectNode parsed(byte[] json) {
        return (ObjectNode) JSON.readTree(json);
    }

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            DocumentStore orders = new DocumentStore(db, "orders/");
            orders.insert("1001", JSON.readTree("{\"item\":\"lamp\",\"count\":1}"));
            orders.insert("1002", JSON.readTree("{\"item\":\"chair\",\"count\":4}"));
            orders.update("1001", order -> order.put("count", 2).put("gift", true));
            out.println("1001: " + orders.find("1001"));
            out.println(
                    "four or more: "
                            + orders.search(order -> order.path("count").asInt() >= 4, 10)
                                    .keySet());

            // Two stores, one transaction: an order moves to the archive or stays.
            boolean archived =
                    db.transact(tx -> {
                        DocumentStore open = new DocumentStore(tx, "orders/");
                        DocumentStore archive = new DocumentStore(tx, "archive/");
                        ObjectNode order = open.find("1002");
                        return order != null
                                && archive.insert("1002", order)
                                && open.delete("1002");
                    });
            out.println("archived: " + archived + ", still open: " + (orders.find("1002") != null));
        }
    }
}
