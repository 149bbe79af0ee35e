package io.cairn.layer.versioned;

import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of a store, as drawn in the description of this package. Immutable, thread-safe. */
final class Layout {

    private static final int HEAD = 0;
    private static final int LIVE = 1;
    private static final int HISTORY = 2;
    private static final int LOG = 3;
    private static final int CHANGES = 4;
    private static final int EDITS = 5;
    private static final int READS = 6;

    private final int columns;
    private final ColumnOrders orders;
    private final byte[] head;
    private final Subspace[] live;
    private final Subspace history;
    private final Subspace log;
    private final Subspace changes;
    private final Subspace edits;
    private final Subspace reads;

    Layout(Subspace subspace, int columns) {
        this.columns = columns;
        this.orders = new ColumnOrders(columns);
        this.head = subspace.key(HEAD);
        this.live = new Subspace[orders.count()];
        Arrays.setAll(live, order -> subspace.at(LIVE, order));
        this.history = subspace.at(HISTORY);
        this.log = subspace.at(LOG);
        this.changes = subspace.at(CHANGES);
        this.edits = subspace.at(EDITS);
        this.reads = subspace.at(READS);
    }

    int columns() {
        return columns;
    }

    ColumnOrders orders() {
        return orders;
    }

    byte[] head() {
        return head.clone();
    }

    Subspace live(int order) {
        return live[order];
    }

    /** The key of a tuple in the order of the columns. */
    byte[] live(Tuple tuple) {
        return live[0].pack(tuple);
    }

    byte[] live(int order, Tuple tuple) {
        int[] columnAt = orders.order(order);
        @Nullable Object[] moved = new Object[columns];
        Arrays.setAll(moved, place -> tuple.get(columnAt[place]));
        return live[order].key(moved);
    }

    /** Undoes the order of a key's tuple. */
    Tuple restored(int order, Tuple moved) {
        checkSize(moved.size());
        int[] columnAt = orders.order(order);
        @Nullable Object[] restored = new Object[columns];
        for (int place = 0; place < columns; place++) {
            restored[columnAt[place]] = moved.get(place);
        }
        return Tuple.of(restored);
    }

    Subspace history() {
        return history;
    }

    byte[] history(Tuple tuple, Version version) {
        return history.pack(tuple.add(version.element()));
    }

    /** All versions of a tuple up to one. */
    KeyRange historyUpTo(Tuple tuple, Version version) {
        return KeyRange.of(history(tuple, Version.START), history(tuple, version.next()));
    }

    Subspace log() {
        return log;
    }

    byte[] log(Version version) {
        return log.key(version.element());
    }

    byte[] log(Version version, Tuple tuple) {
        return log.pack(Tuple.of(version.element()).concat(tuple));
    }

    /** The rows of all versions after one, up to another. */
    KeyRange logBetween(Version after, Version upTo) {
        return KeyRange.of(log(after.next()), log(upTo.next()));
    }

    Subspace changes() {
        return changes;
    }

    byte[] change(UUID id) {
        return changes.key(id);
    }

    Subspace edits(UUID id) {
        return edits.at(id);
    }

    Subspace reads(UUID id) {
        return reads.at(id);
    }

    /**
     * Checks a tuple.
     *
     * @throws InvalidArgumentException when it has another number of columns
     */
    void check(Tuple tuple) {
        checkSize(tuple.size());
    }

    /**
     * Checks a pattern.
     *
     * @throws InvalidArgumentException when it has another number of columns
     */
    void check(Pattern pattern) {
        checkSize(pattern.size());
    }

    List<Pattern> checked(Pattern... patterns) {
        for (Pattern pattern : patterns) {
            check(pattern);
        }
        return List.of(patterns);
    }

    static void checkLimit(int limit) {
        if (limit < 0) {
            throw new InvalidArgumentException("the limit must not be negative", "limit", limit);
        }
    }

    private void checkSize(int size) {
        if (size != columns) {
            throw new InvalidArgumentException(
                    "the tuple or pattern does not have as many columns as the store",
                    "columns",
                    columns,
                    "actual",
                    size);
        }
    }
}
