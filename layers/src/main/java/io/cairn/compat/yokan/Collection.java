package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Buffers.given;
import static io.cairn.compat.yokan.Buffers.input;
import static io.cairn.compat.yokan.Buffers.target;

import io.cairn.api.Modes;
import io.cairn.api.Sizes;
import io.cairn.api.Snapshot;
import io.cairn.layer.collection.Document;
import io.cairn.layer.collection.DocumentCursor;
import io.cairn.layer.collection.DocumentListing;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A collection of documents with Yokan's calls. Immutable and thread-safe; it needs no closing.
 *
 * <p>Documents are bytes, JSON most often, under identifiers that count from 0 and are not given
 * out twice. Buffers, modes and results are those of {@link Database}. Each call is one
 * transaction. Calls throw {@link YokanException}: with code 15 when there is no such collection, 3
 * for identifiers that are negative, and as those of {@link Database} do.
 */
public final class Collection {

    private final DocumentCalls calls;

    Collection(Calls calls, String name) {
        this.calls = new DocumentCalls(calls, name);
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return calls.name();
    }

    /**
     * Counts the documents.
     *
     * @param mode checked, but none matters
     * @return how many there are
     */
    public long size(int... mode) {
        ModeBits.of(mode);
        return calls.run((db, collection) -> collection.size(db));
    }

    /**
     * Returns the identifier that was given out last, also when its document was erased.
     *
     * @param mode checked, but none matters
     * @return the identifier; -1 when there was none
     */
    public long lastId(int... mode) {
        ModeBits.of(mode);
        OptionalLong last = calls.run((db, collection) -> collection.lastId(db));
        return last.orElse(-1);
    }

    /**
     * Stores a document.
     *
     * @param document the document
     * @param mode none matters; EXIST_ONLY is refused with code 29
     * @return its identifier
     */
    public long store(Object document, int... mode) {
        return storeMulti(List.of(input(document)), mode).getFirst();
    }

    /**
     * Stores documents, all or none.
     *
     * @param documents the documents
     * @param mode none matters; EXIST_ONLY is refused with code 29
     * @return their identifiers, each one more than the one before it
     */
    public List<Long> storeMulti(java.util.Collection<?> documents, int... mode) {
        List<byte[]> given = Buffers.inputs(documents);
        Modes modes = ModeBits.of(mode).without(Mode.YOKAN_MODE_NOTIFY);
        long[] ids = calls.run((db, collection) -> collection.storeAll(db, given, modes));
        return Arrays.stream(ids).boxed().toList();
    }

    /**
     * Stores documents that lie one behind the other, all or none.
     *
     * @param documents the documents
     * @param docSizes their sizes in bytes
     * @param mode none matters; EXIST_ONLY is refused with code 29
     * @return their identifiers, each one more than the one before it
     */
    public List<Long> storePacked(Object documents, List<Long> docSizes, int... mode) {
        return storeMulti(Buffers.split(documents, docSizes), mode);
    }

    /**
     * Changes a document.
     *
     * @param id its identifier
     * @param document what it becomes, or with APPEND what is put behind it
     * @param mode UPDATE_NEW, APPEND, NEW_ONLY and EXIST_ONLY matter
     * @throws YokanException without UPDATE_NEW 15 when it was erased and 8 when its identifier was
     *     not given out yet; 17 when NEW_ONLY finds it
     */
    public void update(long id, Object document, int... mode) {
        updateMulti(List.of(id), List.of(input(document)), mode);
    }

    /**
     * Changes documents, all or none.
     *
     * @param ids their identifiers
     * @param documents what they become, or with APPEND what is put behind them
     * @param mode UPDATE_NEW, APPEND, NEW_ONLY and EXIST_ONLY matter
     * @throws YokanException as {@link #update} does
     */
    public void updateMulti(List<Long> ids, java.util.Collection<?> documents, int... mode) {
        List<byte[]> contents = Buffers.inputs(documents);
        Modes modes = ModeBits.of(mode).without(Mode.YOKAN_MODE_NOTIFY);
        calls.run((db, collection) -> {
            collection.updateAll(db, documents(ids, contents), modes);
            return true;
        });
    }

    /**
     * Changes documents, all or none.
     *
     * @param ids their identifiers
     * @param documents what they become, one behind the other, or with APPEND what is put behind
     *     them
     * @param docSizes their sizes in bytes
     * @param mode UPDATE_NEW, APPEND, NEW_ONLY and EXIST_ONLY matter
     * @throws YokanException as {@link #update} does
     */
    public void updatePacked(List<Long> ids, Object documents, List<Long> docSizes, int... mode) {
        updateMulti(ids, Buffers.split(documents, docSizes), mode);
    }

    /**
     * Copies a document into the caller's memory.
     *
     * @param id its identifier
     * @param buffer the target
     * @param mode CONSUME and WAIT matter
     * @return its size in bytes
     * @throws YokanException 15 when there is none; 16 when the target is too small, and then
     *     nothing was copied or consumed
     */
    public long load(long id, Object buffer, int... mode) {
        MemorySegment target = target(buffer);
        ModeBits bits = ModeBits.of(mode);
        long size =
                calls.run(
                        new long[] {id},
                        bits,
                        (scope, collection) ->
                                collection.segments().loadInto(scope, id, target, consume(bits)));
        if (size == Sizes.ABSENT) {
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_KEY_NOT_FOUND, "there is no document with this id");
        }
        return size;
    }

    /**
     * Copies documents of one state, each into its own target.
     *
     * @param ids their identifiers
     * @param buffers as many targets
     * @param mode CONSUME and WAIT matter; only what was copied is consumed
     * @return sizes in bytes, null where there is none, -1 where the target was too small
     */
    public List<@Nullable Long> loadMulti(
            List<Long> ids, java.util.Collection<?> buffers, int... mode) {
        long[] asked = DocumentCalls.ids(ids);
        List<MemorySegment> targets = Buffers.each(buffers, Buffers::target);
        ModeBits bits = ModeBits.of(mode);
        return Results.sizes(
                calls.run(
                        asked,
                        bits,
                        (scope, collection) ->
                                collection
                                        .segments()
                                        .loadAllInto(scope, asked, targets, consume(bits))));
    }

    /**
     * Copies documents of one state, one behind the other; after the first that does not fit none
     * is.
     *
     * @param ids their identifiers
     * @param buffer the target
     * @param mode CONSUME and WAIT matter; only what was copied is consumed
     * @return sizes in bytes, null where there is none, -1 where there was no room
     */
    public List<@Nullable Long> loadPacked(List<Long> ids, Object buffer, int... mode) {
        long[] asked = DocumentCalls.ids(ids);
        MemorySegment target = target(buffer);
        ModeBits bits = ModeBits.of(mode);
        return Results.sizes(
                calls.run(
                        asked,
                        bits,
                        (scope, collection) ->
                                collection
                                        .segments()
                                        .loadPacked(scope, asked, target, consume(bits))));
    }

    /**
     * Hands a document to a callback. With CONSUME it is gone before that, whatever the callback
     * does.
     *
     * @param id its identifier
     * @param callback gets the document, or null when there is none
     * @param mode CONSUME and WAIT matter
     */
    public void fetch(long id, DocumentCallback callback, int... mode) {
        fetchMulti(List.of(id), callback, ModeBits.of(mode).bits(), 0);
    }

    /**
     * Hands documents of one state to a callback.
     *
     * @param ids their identifiers
     * @param callback gets each document, or null where there is none
     */
    public void fetchMulti(List<Long> ids, DocumentCallback callback) {
        fetchMulti(ids, callback, Mode.YOKAN_MODE_DEFAULT, 0);
    }

    /**
     * Hands documents to a callback, so many at a time.
     *
     * @param ids their identifiers
     * @param callback gets each document, or null where there is none
     * @param mode CONSUME and WAIT matter
     * @param batchSize how many are read at once, from one state; 0 for all
     */
    public void fetchMulti(List<Long> ids, DocumentCallback callback, int mode, int batchSize) {
        given(callback);
        ModeBits bits = ModeBits.of(mode);
        Iteration.inBatches(
                given(ids),
                batchSize,
                (start, batch) -> {
                    long[] asked = DocumentCalls.ids(batch);
                    List<Optional<byte[]>> found =
                            calls.run(
                                    asked,
                                    bits,
                                    (scope, collection) ->
                                            collection.loadAll(scope, consume(bits), asked));
                    for (int i = 0; i < asked.length; i++) {
                        callback.accept(start + i, asked[i], found.get(i).orElse(null));
                    }
                });
    }

    /**
     * Returns the length of a document.
     *
     * @param id its identifier
     * @param mode WAIT matters
     * @return the length in bytes
     * @throws YokanException 15 when there is none
     */
    public long length(long id, int... mode) {
        OptionalLong length =
                calls.run(
                        new long[] {id},
                        ModeBits.of(mode),
                        (scope, collection) -> collection.length(scope, id));
        return length.orElseThrow(() ->
                new YokanException(
                        ReturnCode.YOKAN_ERR_KEY_NOT_FOUND, "there is no document with this id"));
    }

    /**
     * Returns the lengths of documents of one state; where there is no such collection there are
     * none.
     *
     * @param ids their identifiers
     * @param mode WAIT matters
     * @return lengths in bytes, null where there is none
     */
    public List<@Nullable Long> lengthMulti(List<Long> ids, int... mode) {
        long[] asked = DocumentCalls.ids(ids);
        return Results.sizes(
                calls.run(
                        asked,
                        ModeBits.of(mode),
                        (scope, collection) -> collection.lengths(scope, asked)));
    }

    /**
     * Erases a document; one that is not there is not an error.
     *
     * @param id its identifier
     * @param mode WAIT matters
     */
    public void erase(long id, int... mode) {
        eraseMulti(List.of(id), mode);
    }

    /**
     * Erases documents, all or none; those that are not there are not an error.
     *
     * @param ids their identifiers
     * @param mode WAIT matters
     */
    public void eraseMulti(List<Long> ids, int... mode) {
        long[] asked = DocumentCalls.ids(ids);
        calls.run(
                asked, ModeBits.of(mode), (scope, collection) -> collection.eraseAll(scope, asked));
    }

    /**
     * Lists documents, each into its own target.
     *
     * @param startId the first identifier that may be listed
     * @param buffers the targets
     * @return identifiers, and lengths in bytes or -1 where the target was too small; fewer than
     *     targets when the documents end
     */
    public List<DocumentLength> listDocs(long startId, java.util.Collection<?> buffers) {
        return listDocs(startId, buffers, "");
    }

    /**
     * Lists documents, each into its own target.
     *
     * @param startId the first identifier that may be listed
     * @param buffers the targets
     * @param filter what LUA_FILTER or LIB_FILTER says
     * @param mode LUA_FILTER, LIB_FILTER, FILTER_VALUE, IGNORE_DOCS and CONSUME matter
     * @return identifiers, and lengths in bytes or -1 where the target was too small; fewer than
     *     targets when the documents end
     */
    public List<DocumentLength> listDocs(
            long startId, java.util.Collection<?> buffers, Object filter, int... mode) {
        List<MemorySegment> targets = Buffers.each(buffers, Buffers::target);
        byte[] filterBytes = input(filter);
        Modes modes = ModeBits.of(mode).without(Mode.YOKAN_MODE_WAIT);
        return Results.documents(
                calls.run((db, collection) ->
                        collection
                                .segments()
                                .listInto(db, listing(startId, filterBytes, modes), targets)));
    }

    /**
     * Lists documents one behind the other; after the first that does not fit none is copied.
     *
     * @param startId the first identifier that may be listed
     * @param buffer the target
     * @param count the most documents listed
     * @param filter what LUA_FILTER or LIB_FILTER says
     * @param mode LUA_FILTER, LIB_FILTER, FILTER_VALUE, IGNORE_DOCS and CONSUME matter
     * @return identifiers, and lengths in bytes or -1 where there was no room; fewer than asked
     *     when the documents end
     */
    public List<DocumentLength> listDocsPacked(
            long startId, Object buffer, int count, Object filter, int... mode) {
        MemorySegment target = target(buffer);
        byte[] filterBytes = input(filter);
        Modes modes = ModeBits.of(mode).without(Mode.YOKAN_MODE_WAIT);
        return Results.documents(
                calls.run((db, collection) ->
                        collection
                                .segments()
                                .listPacked(
                                        db, listing(startId, filterBytes, modes), count, target)));
    }

    /**
     * Hands all documents to a callback, identifiers ascending and from one state.
     *
     * @param callback gets each document
     */
    public void iter(DocumentCallback callback) {
        iter(callback, 0, "", 0, Mode.YOKAN_MODE_DEFAULT, 0);
    }

    /**
     * Hands documents to a callback, identifiers ascending and from one state.
     *
     * @param callback gets each document
     * @param fromId the first identifier that may be listed
     * @param filter what LUA_FILTER or LIB_FILTER says
     * @param count the most documents; 0 for all
     * @param mode LUA_FILTER, LIB_FILTER, FILTER_VALUE and IGNORE_DOCS matter
     * @param batchSize a hint that changes no result
     */
    public void iter(
            DocumentCallback callback,
            long fromId,
            Object filter,
            long count,
            int mode,
            int batchSize) {
        given(callback);
        byte[] filterBytes = input(filter);
        Modes modes = ModeBits.of(mode).without(Mode.YOKAN_MODE_WAIT | Mode.YOKAN_MODE_CONSUME);
        long most = count == 0 ? Long.MAX_VALUE : count;
        Iteration.untilStopped(() ->
                calls.run((db, collection) -> {
                    DocumentListing listing = listing(fromId, filterBytes, modes);
                    try (Snapshot snapshot = db.snapshot();
                            DocumentCursor cursor = collection.cursor(snapshot, listing)) {
                        for (long i = 0; i < most && cursor.next(); i++) {
                            Document document = cursor.document();
                            callback.accept(i, document.id(), document.content());
                        }
                    }
                    return true;
                }));
    }

    private static DocumentListing listing(long startId, byte[] filter, Modes modes) {
        return DocumentListing.all().from(startId).with(modes).filter(filter);
    }

    private static List<Document> documents(List<Long> ids, List<byte[]> contents) {
        long[] numbers = DocumentCalls.ids(ids);
        if (numbers.length != contents.size()) {
            throw YokanException.invalid("there must be as many documents as ids");
        }
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            documents.add(new Document(numbers[i], contents.get(i)));
        }
        return documents;
    }

    private static Modes consume(ModeBits bits) {
        return bits.only(Mode.YOKAN_MODE_CONSUME);
    }
}
