package io.cairn.layer.collection;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.index.Match;
import io.cairn.layer.index.MatchCursor;
import io.cairn.layer.index.ValueRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of a collection, each on a JSON pointer. An index finds documents by the scalar that
 * stands at the pointer, or, when an array is there, by each of its elements that is a scalar; a
 * document that has nothing, an object or nested arrays there is not found by it. Indexes are a
 * part of the collection: everybody who changes a document changes them in the same transaction.
 *
 * <p>Scalars sort null, then false and true, then numbers by what they are worth, then strings by
 * code point. Numbers are compared exactly, whether they are written as integers, decimals or
 * doubles: 1, 1.0 and 1e0 are the same. A scalar that is looked for, and a bound of a range, is
 * null, a {@link Boolean}, a {@link Number} of the JDK's that is finite, a {@link String}, or a
 * {@link tools.jackson.databind.JsonNode} that is one of these. One that was found is null, a
 * {@link Boolean}, a {@link java.math.BigDecimal} or a {@link String}; compare numbers with {@code
 * compareTo}, as trailing zeros are not kept.
 *
 * <p>Immutable, thread-safe, never closed. Every operation is one transaction, or a part of the one
 * it is given, and throws {@link CollectionException} when there is no such collection, and {@link
 * io.cairn.error.CorruptionException} when a row was written by something else.
 */
public final class Indexes {

    private static final ValueRange STRINGS = ValueRange.all().startingAt("");
    private static final ValueRange NUMBERS = ValueRange.all().startingAfter(true).endingBefore("");

    private final Collection collection;
    private final CollectionRows rows;

    Indexes(Collection collection) {
        this.collection = collection;
        this.rows = collection.rows();
    }

    /**
     * Returns the range of all numbers.
     *
     * @return the range, to be narrowed
     */
    public static ValueRange numbers() {
        return NUMBERS;
    }

    /**
     * Returns the range of all strings.
     *
     * @return the range, to be narrowed
     */
    public static ValueRange strings() {
        return STRINGS;
    }

    /**
     * Adds an index and fills it from the documents that are there. One transaction does it, so
     * there are limits to how much that can be; whoever changes documents meanwhile conflicts.
     *
     * @param scope where it is added
     * @param index the index
     * @throws CollectionException when there is one on the same pointer, or two documents have the
     *     same value for a unique one; nothing was written
     * @throws InvalidArgumentException when a document is not JSON, or has a number whose exponent
     *     is beyond a billion; nothing was written
     * @throws io.cairn.error.LimitException when there are 64 indexes, or an indexed string is
     *     longer than a key may be; nothing was written
     */
    public void add(TransactionScope scope, Index index) {
        Objects.requireNonNull(index, "index");
        scope.transact(tx -> {
            WriteView view = tx.in(collection.keyspace());
            Definition definition = rows.definition(view).with(index);
            IndexChange change =
                    new IndexChange(new IndexRows(rows, definition.indexes().getLast()));
            try (Cursor cursor = view.scan(rows.documents())) {
                while (cursor.next()) {
                    long id = rows.id(cursor.key());
                    change.change(
                            id, null, JsonText.given(JsonText.MAPPER, cursor.value(), rows, id));
                }
            }
            List<Entry> written = new ArrayList<>();
            written.add(new Entry(rows.definition(), definition.pack()));
            change.collect(view, written, new ArrayList<>());
            view.putAll(written);
            return null;
        });
    }

    /**
     * Removes an index.
     *
     * @param scope where it is removed
     * @param pointer its pointer
     * @return false when there was none on this pointer
     */
    public boolean drop(TransactionScope scope, String pointer) {
        return scope.transact(tx -> {
            WriteView view = tx.in(collection.keyspace());
            Definition definition = rows.definition(view);
            Definition.Numbered index = definition.index(pointer);
            if (index == null) {
                return false;
            }
            view.put(rows.definition(), definition.without(index).pack());
            view.deleteRange(rows.index(index.number()).range());
            return true;
        });
    }

    /**
     * Lists the indexes.
     *
     * @param scope where they are looked for
     * @return the indexes, in the order in which they were added
     */
    public List<Index> list(TransactionScope scope) {
        Definition definition = scope.read(view -> rows.definition(view.in(collection.keyspace())));
        return definition.indexes().stream().map(Definition.Numbered::index).toList();
    }

    /**
     * Finds the documents with a scalar. For more than memory can hold, use {@link #cursor}.
     *
     * @param scope where they are looked for
     * @param pointer the pointer of an index
     * @param value the scalar
     * @return their ids, ascending
     * @throws CollectionException when there is no such index
     * @throws InvalidArgumentException when the value is no scalar of JSON
     */
    public List<Long> find(TransactionScope scope, String pointer, @Nullable Object value) {
        return find(scope, pointer, ValueRange.exactly(value), Integer.MAX_VALUE).stream()
                .map(Match::id)
                .toList();
    }

    /**
     * Finds the documents with a scalar of a range. The next ones are those of the range
     * {@linkplain ValueRange#after after} the last.
     *
     * @param scope where they are looked for
     * @param pointer the pointer of an index
     * @param range the scalars
     * @param limit the most that are returned
     * @return the first of them, by scalar and then by id; a document with several of the scalars
     *     is found by each
     * @throws CollectionException when there is no such index
     * @throws InvalidArgumentException when the limit is negative or a bound is no scalar of JSON
     */
    public List<Match<Long>> find(
            TransactionScope scope, String pointer, ValueRange range, int limit) {
        Collection.checkLimit(limit);
        return scope.read(view -> {
            List<Match<Long>> found = new ArrayList<>();
            ScanOptions options = ScanOptions.all().limit(limit);
            try (MatchCursor<Long> cursor = cursor(view, pointer, range, options)) {
                while (cursor.next()) {
                    found.add(cursor.match());
                }
            }
            return found;
        });
    }

    /**
     * Walks the documents with a scalar of a range, however many they are.
     *
     * @param view a snapshot, a transaction, or what a body of {@link TransactionScope#read} is
     *     given
     * @param pointer the pointer of an index
     * @param range the scalars
     * @return the cursor, before the first of them; the caller closes it
     * @throws CollectionException when there is no such index
     * @throws InvalidArgumentException when a bound is no scalar of JSON
     */
    public MatchCursor<Long> cursor(ReadView view, String pointer, ValueRange range) {
        return cursor(view, pointer, range, ScanOptions.all());
    }

    private MatchCursor<Long> cursor(
            ReadView view, String pointer, ValueRange range, ScanOptions options) {
        ReadView in = view.in(collection.keyspace());
        Definition.Numbered index = rows.definition(in).index(pointer);
        if (index == null) {
            throw new CollectionException(
                    Reason.NO_INDEX,
                    "there is no index on this pointer; add it first",
                    "collection",
                    rows.name(),
                    "pointer",
                    pointer);
        }
        IndexRows found = new IndexRows(rows, index);
        return new MatchCursor<>(
                in.scan(range.within(found.subspace(), Scalars::tuple), options), found::match);
    }
}
