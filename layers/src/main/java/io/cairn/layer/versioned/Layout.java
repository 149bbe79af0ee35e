package io.cairn.layer.versioned;

import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.UUID;

/** The keys of a store, as drawn in the description of this package. Immutable, thread-safe. */
final class Layout {

    private static final int HEAD = 0;
    private static final int LIVE = 1;
    private static final int HISTORY = 2;
    private static final int LOG = 3;
    private static final int CHANGES = 4;
    private static final int EDITS = 5;
    private static final int READS = 6;
    private static final int OLDEST = 7;

    private final int columns;
    private final byte[] head;
    private final byte[] oldest;
    private final Subspace live;
    private final Subspace history;
    private final Subspace log;
    private final Subspace changes;
    private final Subspace edits;
    private final Subspace reads;

    Layout(Subspace subspace, int columns) {
        this.columns = columns;
        this.head = subspace.key(HEAD);
        this.oldest = subspace.key(OLDEST);
        this.live = subspace.at(LIVE);
        this.history = subspace.at(HISTORY);
        this.log = subspace.at(LOG);
        this.changes = subspace.at(CHANGES);
        this.edits = subspace.at(EDITS);
        this.reads = subspace.at(READS);
    }

    int columns() {
        return columns;
    }

    byte[] head() {
        return head.clone();
    }

    byte[] oldest() {
        return oldest.clone();
    }

    Subspace live() {
        return live;
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
        checkSize(pattern.columns());
    }

    private void checkSize(int size) {
        if (size != columns) {
            throw new InvalidArgumentException(
                    "the tuple or pattern does not have as many columns as the store",
                    "columns",
                    size,
                    "expected",
                    columns);
        }
    }
}
