package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.WriteView;
import io.cairn.layer.blob.BlobId;
import io.cairn.layer.blob.Blobs;
import io.cairn.layer.collection.Collection;
import io.cairn.layer.collection.Collections;
import io.cairn.layer.collection.DocumentListing;
import io.cairn.layer.collection.Index;
import io.cairn.layer.collection.Indexes;
import io.cairn.layer.eav.Entities;
import io.cairn.layer.index.ValueRange;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.NStore;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.search.SearchQuery;
import io.cairn.layer.search.TextIndex;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import io.cairn.layer.versioned.ApplyResult;
import io.cairn.layer.versioned.Change;
import io.cairn.layer.versioned.Version;
import io.cairn.layer.versioned.VersionedTuples;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tuples, documents, blobs, entities, rows of three columns, keyword search and versions side by
 * side in one database. Stateless.
 */
public final class DataModels {

    private DataModels() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (Database db = Cairn.open("memory:")) {
            run(db, System.out);
        }
    }

    static void run(Database db, PrintStream out) {
        Keyspace keyspace = db.keyspace("models");
        tuples(db, keyspace, out);
        documents(db, keyspace, out);
        entitiesAndBlobs(db, keyspace, out);
        triples(db, keyspace, out);
        search(db, keyspace, out);
        versions(db, keyspace, out);
    }

    private static void tuples(Database db, Keyspace keyspace, PrintStream out) {
        // @start region=tuples
        WriteView view = db.in(keyspace);
        Subspace visits = Subspace.of("visits");
        view.put(visits.key("alice", 20), utf8("the twentieth"));
        view.put(visits.key("alice", 3), utf8("the third"));
        view.put(visits.key("alice\0", 1), utf8("somebody else's"));
        try (Cursor cursor = view.scan(visits.range("alice"))) {
            while (cursor.next()) {
                Tuple key = visits.unpack(cursor.key()); // ("alice", 3), then ("alice", 20)
                out.println(key.integer(1) + " " + text(cursor.value()));
            }
        }
        // @end
    }

    private static void documents(Database db, Keyspace keyspace, PrintStream out) {
        // @start region=documents
        Collections documents = new Collections(keyspace, Subspace.of("documents"));
        Collection people = documents.create(db, "people", Index.unique("/mail"), Index.on("/age"));
        record Person(String mail, int age) {}
        long id = people.json().store(db, new Person("a@example.org", 33));
        out.println(people.json().find(db, "/mail", "a@example.org", Person.class));
        ValueRange adults = Indexes.numbers().startingAt(18);
        out.println(people.indexes().find(db, "/age", adults, 100));
        DocumentListing list = DocumentListing.all().from(id);
        people.page(db, list, 10).documents().forEach(each -> out.println(text(each.content())));
        // @end
    }

    private static void entitiesAndBlobs(Database db, Keyspace keyspace, PrintStream out) {
        // @start region=entities
        Blobs photos = new Blobs(keyspace, Subspace.of("photos"));
        Entities people = new Entities(keyspace, Subspace.of("people"));
        UUID alice =
                db.transact(tx -> { // both or none
                    BlobId photo = photos.put(tx, utf8("a photo"));
                    return people.create(
                            tx, Map.of("name", "Alice", "age", 33, "photo", photo.toString()));
                });
        out.println(people.find(db, "age", 33).equals(List.of(alice)));
        // @end
    }

    private static void triples(Database db, Keyspace keyspace, PrintStream out) {
        // @start region=triples
        NStore facts = new NStore(keyspace, Subspace.of("facts"), 3);
        facts.add(db, Tuple.of("alice", "knows", "bob"));
        facts.add(db, Tuple.of("bob", "lives in", "Rome"));
        Variable friend = Variable.of("friend");
        for (Binding found :
                facts.list(
                        db,
                        100,
                        Pattern.of("alice", "knows", friend),
                        Pattern.of(friend, "lives in", Variable.of("city")))) {
            out.println(found.string("friend") + " lives in " + found.string("city"));
        }
        // @end
    }

    private static void search(Database db, Keyspace keyspace, PrintStream out) {
        // @start region=search
        TextIndex notes = new TextIndex(keyspace, Subspace.of("notes"));
        notes.index(db, "note 1", Map.of("ordered", 2, "keys", 5));
        notes.index(db, "note 2", Map.of("ordered", 1, "values", 1));
        notes.search(db, SearchQuery.all(10, "ordered"))
                .forEach(hit -> out.println(hit.document() + " " + hit.score()));
        // @end
    }

    private static void versions(Database db, Keyspace keyspace, PrintStream out) {
        // @start region=versions
        VersionedTuples settings = new VersionedTuples(keyspace, Subspace.of("settings"), 2);
        Change change = settings.begin(db, "switch the light on");
        change.add(db, Tuple.of("light", "on"));
        Version before = settings.newest(db);
        if (change.apply(db) instanceof ApplyResult.Applied applied) {
            out.println(settings.diff(db, before, applied.version()));
        } // else what it depends on has changed since it began
        out.println(settings.asOf(before).ask(db, Tuple.of("light", "on")));
        // @end
    }
}
