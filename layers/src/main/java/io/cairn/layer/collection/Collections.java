package io.cairn.layer.collection;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.Keyspace;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.tuple.Subspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collections of documents, each under a name. A name has at least one character, none of them NUL,
 * and is a good deal shorter than a key may be; other names are refused with {@link
 * InvalidArgumentException}, or {@link LimitException} when they are too long.
 *
 * <p>Immutable, thread-safe, never closed. Every operation is one transaction, or a part of the one
 * it is given.
 */
public final class Collections {

    private final Keyspace keyspace;
    private final Subspace subspace;

    /**
     * Makes collections of a subspace, which must hold nothing else.
     *
     * @param keyspace where the subspace is
     * @param subspace what all keys begin with
     */
    public Collections(Keyspace keyspace, Subspace subspace) {
        this.keyspace = Objects.requireNonNull(keyspace, "keyspace");
        this.subspace = Objects.requireNonNull(subspace, "subspace");
    }

    /**
     * Creates a collection without documents.
     *
     * @param scope where it is created
     * @param name its name
     * @param indexes its indexes; others can be added later
     * @return the collection
     * @throws CollectionException when there is one of this name, or two indexes have one pointer
     */
    public Collection create(TransactionScope scope, String name, Index... indexes) {
        CollectionRows rows = new CollectionRows(subspace, name);
        Definition definition = Definition.EMPTY;
        for (Index index : indexes) {
            definition = definition.with(index);
        }
        List<Entry> written =
                List.of(
                        new Entry(rows.definition(), definition.pack()),
                        new Entry(rows.counters(), Counters.ZERO.pack()));
        scope.transact(tx -> {
            WriteView view = tx.in(keyspace);
            if (view.exists(rows.definition())) {
                throw new CollectionException(
                        Reason.COLLECTION_EXISTS,
                        "there is a collection of this name; open it, or drop it first",
                        "collection",
                        name);
            }
            view.putAll(written);
            return null;
        });
        return new Collection(keyspace, rows);
    }

    /**
     * Returns a collection without looking whether there is one; if there is none, its operations
     * say so.
     *
     * @param name its name
     * @return the collection, which also stands for one that is created later under this name
     */
    public Collection open(String name) {
        return new Collection(keyspace, new CollectionRows(subspace, name));
    }

    /**
     * Tells whether there is a collection.
     *
     * @param scope where it is looked for
     * @param name its name
     * @return true when there is one
     */
    public boolean exists(TransactionScope scope, String name) {
        CollectionRows rows = new CollectionRows(subspace, name);
        return scope.read(view -> view.in(keyspace).exists(rows.definition()));
    }

    /**
     * Removes a collection with its documents and indexes. One that is created later under the name
     * counts its ids from 0.
     *
     * @param scope where it is removed
     * @param name its name
     * @return false when there was none
     */
    public boolean drop(TransactionScope scope, String name) {
        CollectionRows rows = new CollectionRows(subspace, name);
        return scope.transact(tx -> {
            WriteView view = tx.in(keyspace);
            if (!view.exists(rows.definition())) {
                return false;
            }
            view.deleteAll(List.of(rows.definition(), rows.counters()));
            view.deleteRange(rows.documents());
            view.deleteRange(rows.indexes());
            return true;
        });
    }

    /**
     * Lists the collections.
     *
     * @param scope where they are looked for
     * @return their names, by code point
     * @throws io.cairn.error.CorruptionException when a row was written by something else
     */
    public List<String> names(TransactionScope scope) {
        Subspace definitions = CollectionRows.definitions(subspace);
        return scope.read(view -> {
            List<String> names = new ArrayList<>();
            try (Cursor cursor = view.in(keyspace).scan(definitions.range())) {
                while (cursor.next()) {
                    names.add(name(definitions, cursor.key()));
                }
            }
            return names;
        });
    }

    private static String name(Subspace definitions, byte[] row) {
        try {
            return definitions.unpack(row).string(0);
        } catch (InvalidArgumentException | LimitException | IndexOutOfBoundsException e) {
            throw CollectionRows.foreign(row, e);
        }
    }
}
