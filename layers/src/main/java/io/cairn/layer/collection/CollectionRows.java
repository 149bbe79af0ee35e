package io.cairn.layer.collection;

import io.cairn.api.ReadView;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of one collection; {@code package-info} draws them. Immutable. */
final class CollectionRows {

    private final String name;
    private final byte[] definition;
    private final byte[] counters;
    private final Subspace documents;
    private final Subspace indexes;

    CollectionRows(Subspace subspace, String name) {
        if (Objects.requireNonNull(name, "name").isEmpty() || name.indexOf(0) >= 0) {
            throw new InvalidArgumentException(
                    "the name of a collection must have characters, none of them NUL",
                    "name",
                    Bytes.describe(Bytes.utf8(name)));
        }
        this.name = name;
        definition = definitions(subspace).key(name);
        counters = subspace.key(1, name);
        documents = subspace.at(2, name);
        indexes = subspace.at(3, name);
    }

    /** The rows that say which collections there are. */
    static Subspace definitions(Subspace subspace) {
        return subspace.at(0);
    }

    String name() {
        return name;
    }

    byte[] definition() {
        return definition;
    }

    byte[] counters() {
        return counters;
    }

    byte[] document(long id) {
        return documents.key(Document.checked(id));
    }

    /** The rows of all documents with this id or a later one. */
    KeyRange documentsFrom(long id) {
        return documents.range().startingAt(documents.key(id));
    }

    KeyRange documents() {
        return documents.range();
    }

    /** What the row of a document has before its id. */
    byte[] documentPrefix() {
        return documents.prefix();
    }

    /** The rows of all indexes. */
    KeyRange indexes() {
        return indexes.range();
    }

    Subspace index(long number) {
        return indexes.at(number);
    }

    /** Reads the id of a document from its row. */
    long id(byte[] row) {
        return id(row, documents.prefix().length);
    }

    /** Reads the id that is the rest of a packed tuple. */
    static long id(byte[] packed, int begin) {
        try {
            Tuple parts = Tuple.unpack(packed, begin);
            if (parts.size() == 1 && parts.integer(0) >= 0) {
                return parts.integer(0);
            }
        } catch (InvalidArgumentException | LimitException e) {
            throw foreign(packed, e);
        }
        throw foreign(packed, null);
    }

    /** Reads what the collection is, which it must be. */
    Definition definition(ReadView view) {
        return definition(view.get(definition));
    }

    Definition definition(byte @Nullable [] stored) {
        if (stored == null) {
            throw missing();
        }
        return Definition.unpack(definition, stored);
    }

    /** Reads the counters, which every collection has. */
    Counters counters(ReadView view) {
        return counters(view.get(counters));
    }

    Counters counters(byte @Nullable [] stored) {
        if (stored == null) {
            throw missing();
        }
        return Counters.unpack(counters, stored);
    }

    /** Refuses to go on when there is no such collection. */
    void mustExist(ReadView view) {
        if (!view.exists(definition)) {
            throw missing();
        }
    }

    private CollectionException missing() {
        return new CollectionException(
                Reason.NO_COLLECTION,
                "there is no collection of this name; create it first",
                "collection",
                name);
    }

    static CorruptionException foreign(byte[] row, @Nullable Throwable cause) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                "a row of the collections was written by something else; give every layer a subspace of its own",
                cause,
                "key",
                Bytes.describe(row));
    }
}
