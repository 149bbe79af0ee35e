package io.cairn.layer.collection;

import io.cairn.api.Database;
import io.cairn.api.EndReason;
import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.TransactionScope;
import io.cairn.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * One collection: documents, which are bytes, under ids that count from 0 and are never given out
 * twice. The number of documents and the next id are always exact.
 *
 * <p>Immutable, thread-safe, never closed. Every operation is one transaction, or a part of the one
 * it is given; one that fails has written nothing. Where {@code transact} runs them, two that store
 * or erase at the same time conflict on the counters and one of them is run again; those that load,
 * list or replace documents do not. To store many, use {@link #storeAll}.
 *
 * <p>Operations throw {@link CollectionException} when there is no such collection, {@link
 * InvalidArgumentException} when an id is negative, {@link io.cairn.error.LimitException} when a
 * document is longer than a value may be, and {@link io.cairn.error.CorruptionException} when a row
 * was written by something else. Where the collection has indexes, those that write throw {@link
 * InvalidArgumentException} when a document is not JSON or has a number whose exponent is beyond a
 * billion, {@link io.cairn.error.LimitException} when an indexed string is longer than a key may
 * be, and {@link CollectionException} when a value would not be unique.
 */
public final class Collection {

    private static final Modes CONSUME = Modes.of(Mode.CONSUME);

    private final Keyspace keyspace;
    private final CollectionRows rows;

    Collection(Keyspace keyspace, CollectionRows rows) {
        this.keyspace = keyspace;
        this.rows = rows;
    }

    Keyspace keyspace() {
        return keyspace;
    }

    CollectionRows rows() {
        return rows;
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return rows.name();
    }

    /**
     * Returns the same collection for documents that are JSON, with the usual mapping.
     *
     * @return the view
     */
    public JsonCollection json() {
        return json(JsonText.MAPPER);
    }

    /**
     * Returns the same collection for documents that are JSON.
     *
     * @param mapper makes JSON of objects and objects of JSON
     * @return the view
     */
    public JsonCollection json(JsonMapper mapper) {
        return new JsonCollection(this, mapper);
    }

    /**
     * Returns the indexes of the collection.
     *
     * @return what finds documents, and adds and drops indexes
     */
    public Indexes indexes() {
        return new Indexes(this);
    }

    /**
     * Returns the door to memory segments.
     *
     * @return the same operations with the caller's memory
     */
    public CollectionSegments segments() {
        return new CollectionSegments(this);
    }

    /**
     * Returns the forms of {@link #load} and {@link #erase} that wait for a document.
     *
     * @param db the database of the collection
     * @return a thread-safe object that lives as long as the database
     */
    public DocumentWaiting waiting(Database db) {
        return new DocumentWaiting(db, this);
    }

    /**
     * Stores a document.
     *
     * @param scope where it is stored
     * @param document the document; may be empty
     * @return its id
     */
    public long store(TransactionScope scope, byte[] document) {
        return store(scope, document, Modes.none());
    }

    /**
     * Stores a document as the modes say.
     *
     * @param scope where it is stored
     * @param document the document; may be empty
     * @param modes none matters
     * @return its id
     * @throws io.cairn.error.InvalidModeException for EXIST_ONLY, APPEND with NEW_ONLY and other
     *     flags that contradict each other
     */
    public long store(TransactionScope scope, byte[] document, Modes modes) {
        return storeAll(scope, List.of(document), modes)[0];
    }

    /**
     * Stores documents.
     *
     * @param scope where they are stored
     * @param documents the documents
     * @return their ids, each one more than the one before it
     */
    public long[] storeAll(TransactionScope scope, List<byte[]> documents) {
        return storeAll(scope, documents, Modes.none());
    }

    /**
     * Stores documents as the modes say.
     *
     * @param scope where they are stored
     * @param documents the documents
     * @param modes none matters
     * @return their ids, each one more than the one before it
     * @throws io.cairn.error.InvalidModeException as {@link #store(TransactionScope, byte[],
     *     Modes)}
     */
    public long[] storeAll(TransactionScope scope, List<byte[]> documents, Modes modes) {
        DocumentModes.store(modes);
        List<byte[]> given = List.copyOf(documents);
        return scope.transact(tx -> {
            DocumentChange change = DocumentChange.beginStoring(rows, tx.in(keyspace));
            long[] ids = given.stream().mapToLong(change::store).toArray();
            change.apply();
            return ids;
        });
    }

    /**
     * Reads a document.
     *
     * @param scope where it is read
     * @param id its id
     * @return its content; empty when there is none with this id
     */
    public Optional<byte[]> load(TransactionScope scope, long id) {
        byte[] row = rows.document(id);
        return scope.read(view -> {
            byte[] content = view.in(keyspace).get(row);
            if (content == null) {
                rows.mustExist(view.in(keyspace));
            }
            return Optional.ofNullable(content);
        });
    }

    /**
     * Reads a document and, with CONSUME, erases it.
     *
     * @param scope where it is read
     * @param id its id
     * @param modes CONSUME matters
     * @return its content; empty when there is none with this id
     * @throws io.cairn.error.InvalidModeException for WAIT; see {@link #waiting}
     */
    public Optional<byte[]> load(TransactionScope scope, long id, Modes modes) {
        return loadAll(scope, modes, id).getFirst();
    }

    /**
     * Reads documents from one state.
     *
     * @param scope where they are read
     * @param ids their ids, in any order, repetitions allowed
     * @return their contents in the order of the ids, empty where there is none
     */
    public List<Optional<byte[]>> loadAll(TransactionScope scope, long... ids) {
        List<byte[]> asked = Arrays.stream(ids).mapToObj(rows::document).toList();
        return scope.read(view -> {
            List<Optional<byte[]>> found = new ArrayList<>();
            for (byte[] content : view.in(keyspace).getAll(asked)) {
                found.add(Optional.ofNullable(content));
            }
            if (found.contains(Optional.<byte[]>empty())) {
                rows.mustExist(view.in(keyspace));
            }
            return found;
        });
    }

    /**
     * Reads documents from one state and, with CONSUME, erases those that are there.
     *
     * @param scope where they are read
     * @param modes CONSUME matters
     * @param ids their ids; one that is repeated is delivered each time
     * @return their contents in the order of the ids, empty where there is none
     * @throws io.cairn.error.InvalidModeException for WAIT; see {@link #waiting}
     */
    public List<Optional<byte[]>> loadAll(TransactionScope scope, Modes modes, long... ids) {
        DocumentModes.load(modes);
        if (!modes.has(Mode.CONSUME)) {
            return loadAll(scope, ids);
        }
        long[] asked = ids.clone();
        return scope.transact(tx -> {
            DocumentChange change = DocumentChange.begin(rows, tx.in(keyspace));
            change.read(asked, true);
            List<Optional<byte[]>> found = new ArrayList<>();
            for (long id : asked) {
                found.add(Optional.ofNullable(change.before(id)));
                change.remove(id);
            }
            change.apply();
            return found;
        });
    }

    /**
     * Reads a document and erases it. Of several that take a document at the same time one gets it.
     *
     * @param scope where it is taken
     * @param id its id
     * @return its content; empty when there is none with this id
     */
    public Optional<byte[]> take(TransactionScope scope, long id) {
        return load(scope, id, CONSUME);
    }

    /**
     * Replaces a document.
     *
     * @param scope where it is replaced
     * @param id its id
     * @param document what it becomes; may be empty
     * @throws CollectionException when there is no document with this id
     */
    public void update(TransactionScope scope, long id, byte[] document) {
        update(scope, id, document, Modes.none());
    }

    /**
     * Replaces a document, or makes one with this id. Ids that are skipped stay free for this
     * method only: {@link #store} goes on behind the last one.
     *
     * @param scope where it is replaced or made
     * @param id its id
     * @param document what it becomes; may be empty
     */
    public void updateOrCreate(TransactionScope scope, long id, byte[] document) {
        update(scope, id, document, Modes.of(Mode.UPDATE_NEW));
    }

    /**
     * Puts bytes behind a document.
     *
     * @param scope where it is changed
     * @param id its id
     * @param more what is put behind it
     * @throws CollectionException when there is no document with this id
     */
    public void append(TransactionScope scope, long id, byte[] more) {
        update(scope, id, more, Modes.of(Mode.APPEND));
    }

    /**
     * Changes a document as the modes say.
     *
     * @param scope where it is changed
     * @param id its id
     * @param document what it becomes, or with APPEND what is put behind it
     * @param modes UPDATE_NEW, APPEND, NEW_ONLY and EXIST_ONLY matter
     * @throws CollectionException when there is no document with this id, unless UPDATE_NEW is
     *     given without EXIST_ONLY; with NEW_ONLY when there is one
     * @throws io.cairn.error.InvalidModeException for APPEND with NEW_ONLY, NEW_ONLY with
     *     EXIST_ONLY and other flags that contradict each other
     */
    public void update(TransactionScope scope, long id, byte[] document, Modes modes) {
        updateAll(scope, List.of(new Document(id, document)), modes);
    }

    /**
     * Replaces documents, all or none; of a repeated id the last wins.
     *
     * @param scope where they are replaced
     * @param documents ids, and what they become
     * @throws CollectionException when there is no document with one of the ids
     */
    public void updateAll(TransactionScope scope, List<Document> documents) {
        updateAll(scope, documents, Modes.none());
    }

    /**
     * Changes documents in order as the modes say, all or none.
     *
     * @param scope where they are changed
     * @param documents ids, and what they become or what is put behind them
     * @param modes UPDATE_NEW, APPEND, NEW_ONLY and EXIST_ONLY matter
     * @throws CollectionException as {@link #update(TransactionScope, long, byte[], Modes)}
     * @throws io.cairn.error.InvalidModeException as {@link #update(TransactionScope, long, byte[],
     *     Modes)}
     */
    public void updateAll(TransactionScope scope, List<Document> documents, Modes modes) {
        DocumentModes.update(modes);
        List<Document> given = List.copyOf(documents);
        long[] ids = given.stream().mapToLong(Document::id).toArray();
        scope.transact(tx -> {
            DocumentChange change = DocumentChange.begin(rows, tx.in(keyspace));
            change.read(ids, modes.has(Mode.APPEND));
            given.forEach(document -> change.update(document, modes));
            change.apply();
            return null;
        });
    }

    /**
     * Erases a document. Its id is not given out again.
     *
     * @param scope where it is erased
     * @param id its id
     * @return false when there was none with this id
     */
    public boolean erase(TransactionScope scope, long id) {
        return eraseAll(scope, id) == 1;
    }

    /**
     * Erases documents.
     *
     * @param scope where they are erased
     * @param ids their ids; those without a document are not an error
     * @return how many documents there were, one whose id is repeated counted once
     */
    public long eraseAll(TransactionScope scope, long... ids) {
        long[] asked = ids.clone();
        return scope.transact(tx -> {
            DocumentChange change = DocumentChange.begin(rows, tx.in(keyspace));
            change.read(asked, false);
            long erased = Arrays.stream(asked).filter(change::remove).count();
            change.apply();
            return erased;
        });
    }

    /**
     * Returns the length of a document.
     *
     * @param scope where it is read
     * @param id its id
     * @return the length in bytes; empty when there is none with this id
     */
    public OptionalLong length(TransactionScope scope, long id) {
        byte[] row = rows.document(id);
        return scope.read(view -> {
            OptionalLong length = view.in(keyspace).length(row);
            if (length.isEmpty()) {
                rows.mustExist(view.in(keyspace));
            }
            return length;
        });
    }

    /**
     * Returns the lengths of documents. Does not look whether there is such a collection.
     *
     * @param scope where they are read
     * @param ids their ids
     * @return a length in bytes or {@link io.cairn.api.Sizes#ABSENT} for each id
     */
    public long[] lengths(TransactionScope scope, long... ids) {
        List<byte[]> asked = Arrays.stream(ids).mapToObj(rows::document).toList();
        return scope.read(view -> view.in(keyspace).lengthAll(asked));
    }

    /**
     * Returns how many documents there are.
     *
     * @param scope where they are counted
     * @return the number of documents
     */
    public long size(TransactionScope scope) {
        return scope.read(view -> rows.counters(view.in(keyspace)).size());
    }

    /**
     * Returns the highest id that was ever given out, also when its document is erased.
     *
     * @param scope where it is read
     * @return the id; empty when there was none
     */
    public OptionalLong lastId(TransactionScope scope) {
        long next = scope.read(view -> rows.counters(view.in(keyspace)).next());
        return next == 0 ? OptionalLong.empty() : OptionalLong.of(next - 1);
    }

    /**
     * Lists documents. With CONSUME, erases exactly those.
     *
     * @param scope where they are listed
     * @param listing which ones, and how
     * @param limit the most documents
     * @return the page
     * @throws InvalidArgumentException when the limit is negative
     * @throws io.cairn.error.InvalidModeException for SUFFIX, LUA_FILTER and LIB_FILTER with each
     *     other
     */
    public DocumentPage page(TransactionScope scope, DocumentListing listing, int limit) {
        DocumentModes.page(listing.modes());
        checkLimit(limit);
        if (!listing.modes().has(Mode.CONSUME)) {
            return scope.read(view -> page(view.in(keyspace), listing, limit));
        }
        return scope.transact(tx -> {
            DocumentPage page = page(tx.in(keyspace), listing, limit);
            erase(tx, page.documents().stream().mapToLong(Document::id).toArray());
            return page;
        });
    }

    /**
     * Walks documents, however many they are.
     *
     * @param view a snapshot, a transaction, or what a body of {@link TransactionScope#read} is
     *     given
     * @param listing which ones, and how
     * @return the cursor, before the first of them; the caller closes it
     * @throws io.cairn.error.InvalidModeException for CONSUME, and as {@link #page}
     */
    public DocumentCursor cursor(ReadView view, DocumentListing listing) {
        DocumentModes.cursor(listing.modes());
        return DocumentCursor.open(rows, view.in(keyspace), listing, Long.MAX_VALUE);
    }

    /** Erases documents in a transaction. */
    void erase(TransactionScope tx, long[] ids) {
        if (ids.length > 0) {
            eraseAll(tx, ids);
        }
    }

    static void checkLimit(int limit) {
        if (limit < 0) {
            throw new InvalidArgumentException(
                    "the most documents listed must not be negative", "limit", limit);
        }
    }

    private DocumentPage page(ReadView view, DocumentListing listing, int limit) {
        if (IdPages.suits(listing)) {
            return page(IdPages.list(rows, view, listing.startId(), limit), listing, limit);
        }
        List<Document> documents = new ArrayList<>();
        try (DocumentCursor cursor = DocumentCursor.open(rows, view, listing, limit)) {
            while (documents.size() < limit && cursor.next()) {
                documents.add(cursor.document());
            }
        }
        return page(documents, listing, limit);
    }

    private static DocumentPage page(List<Document> documents, DocumentListing listing, int limit) {
        boolean full = documents.size() == limit;
        long next = documents.isEmpty() ? listing.startId() : documents.getLast().id() + 1;
        return new DocumentPage(documents, next, full ? EndReason.LIMIT : EndReason.EXHAUSTED);
    }

    @Override
    public String toString() {
        return "Collection " + rows.name();
    }
}
