package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.compat.found.BStore;
import io.cairn.compat.found.EavStore;
import io.cairn.compat.found.Found;
import io.cairn.compat.found.FoundDatabase;
import io.cairn.compat.found.FoundTransaction;
import io.cairn.compat.found.NStore;
import io.cairn.compat.found.PStore;
import io.cairn.compat.found.VnStore;
import io.cairn.layer.search.Hit;
import io.cairn.layer.tuple.Tuple;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stores that come with found, one after the other in one database. Stateless. */
public final class FoundStores {

    private FoundStores() {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        try (FoundDatabase db = Found.open(url)) {
            blobs(db, out);
            dictionaries(db, out);
            words(db, out);
            blog(db, out);
            changes(db, out);
        }
    }

    private static void blobs(FoundDatabase db, PrintStream out) {
        // @start region=found-bstore
        BStore photos = BStore.make("photos", Tuple.of("photos"));
        UUID uid = Found.transactional(db, BStore::getOrCreate, photos, utf8("a photo"));
        UUID same = Found.transactional(db, BStore::getOrCreate, photos, utf8("a photo"));
        out.println("stored once: " + uid.equals(same));
        out.println(text(Found.transactional(db, BStore::get, photos, uid)));
        // @end
    }

    private static void dictionaries(FoundDatabase db, PrintStream out) {
        // @start region=found-eavstore
        EavStore people = EavStore.make("people", Tuple.of("people"));
        UUID uid =
                Found.transactional(
                        db, tx -> EavStore.create(tx, people, Map.of("name", "Alice", "age", 33)));
        out.println(Found.transactional(db, EavStore::get, people, uid));
        Found.transactional(
                db,
                tx -> { // replaces all of it
                    EavStore.update(tx, people, uid, Map.of("name", "Alice", "age", 34));
                    return null;
                });
        List<UUID> found =
                Found.transactional(db, tx -> Found.all(EavStore.query(tx, people, "age", 34)));
        out.println("found by age: " + found.equals(List.of(uid)));
        // @end
    }

    private static void words(FoundDatabase db, PrintStream out) {
        // @start region=found-pstore
        PStore index = PStore.make("index", Tuple.of("index"));
        Found.transactional(
                db,
                tx -> {
                    PStore.index(tx, index, "doc 0", Map.of("foundationdb", 1, "database", 42));
                    PStore.index(tx, index, "doc 1", Map.of("sqlite", 1, "database", 3));
                    return null;
                });
        List<Hit> hits =
                Found.transactional(db, tx -> PStore.search(tx, index, List.of("database"), 10));
        out.println(hits);
        // @end
    }

    // @start region=found-nstore
    private static void blog(FoundDatabase db, PrintStream out) {
        NStore blog = NStore.make("blog", Tuple.of("blog"), 3);
        Found.transactional(db, FoundStores::write, blog);
        List<Map<String, @Nullable Object>> posts =
                Found.transactional(db, FoundStores::posts, blog, "example.org");
        posts.forEach(post -> out.println(post.get("title")));
    }

    private static @Nullable Void write(FoundTransaction tx, NStore blog) {
        NStore.add(tx, blog, "blog 1", "title", "example.org");
        NStore.add(tx, blog, "post 1", "blog", "blog 1");
        NStore.add(tx, blog, "post 1", "title", "Ordered keys");
        NStore.add(tx, blog, "post 2", "blog", "blog 1");
        NStore.add(tx, blog, "post 2", "title", "Found values", NStore.value(utf8("draft")));
        return null;
    }

    private static List<Map<String, @Nullable Object>> posts(
            FoundTransaction tx, NStore blog, String name) {
        var blogs = NStore.select(tx, blog, NStore.var("blog"), "title", name);
        var posts = NStore.where(tx, blog, blogs, NStore.var("post"), "blog", NStore.var("blog"));
        return Found.all(
                NStore.where(tx, blog, posts, NStore.var("post"), "title", NStore.var("title")));
        // the same as NStore.query with the three patterns as lists
    }

    // @end

    private static void changes(FoundDatabase db, PrintStream out) {
        // @start region=found-vnstore
        VnStore facts =
                VnStore.make("facts", Tuple.of("facts"), List.of("subject", "verb", "object"));
        UUID change = Found.transactional(db, VnStore::changeCreate, facts);
        Found.transactional(
                db,
                tx -> {
                    VnStore.changeContinue(tx, facts, change);
                    VnStore.changeMessage(tx, facts, change, "bob moves");
                    VnStore.add(tx, facts, "bob", "lives in", "Rome");
                    return null;
                });
        out.println(Found.transactional(db, FoundStores::lives, facts)); // not yet
        Found.transactional(db, VnStore::changeApply, facts, change);
        out.println(Found.transactional(db, FoundStores::lives, facts));
        out.println(Found.transactional(db, VnStore::changeChanges, facts, change));
        // @end
    }

    private static List<Map<String, @Nullable Object>> lives(FoundTransaction tx, VnStore facts) {
        return VnStore.query(tx, facts, List.of("bob", "lives in", VnStore.var("city")));
    }
}
