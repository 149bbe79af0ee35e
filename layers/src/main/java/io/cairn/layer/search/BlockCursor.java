package io.cairn.layer.search;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks the blocks of a term in order, one row at a time; stands before the first at the start.
 * Used by one thread; whoever made it closes it.
 */
final class BlockCursor implements AutoCloseable {

    /** Rows tried before a new scan is opened, which costs about as much. */
    private static final int STEPS_MAX = 32;

    private static final byte[] BEFORE_FIRST = {};

    private final ReadView view;
    private final int term;
    private final KeyRange range;
    private final byte[] prefix;
    private @Nullable Cursor cursor;
    private byte[] key = BEFORE_FIRST;

    /**
     * Makes a cursor.
     *
     * @param term the number of the term in its query
     */
    BlockCursor(ReadView view, TextRows rows, String text, int term) {
        this.view = view;
        this.term = term;
        this.range = rows.postings(text);
        this.prefix = rows.postingsPrefix(text);
    }

    int term() {
        return term;
    }

    /** Moves to the next block; returns false when there is none. */
    boolean next() {
        if (cursor == null) {
            cursor = view.scan(range);
        }
        if (!cursor.next()) {
            return false;
        }
        key = cursor.key();
        return true;
    }

    /**
     * Moves forward to another cursor's block, or to the first behind it; stays where it is when
     * that is there or behind already.
     *
     * @return false when there is none
     */
    boolean seek(BlockCursor target) {
        if (cursor != null) {
            for (int step = 0; compareTo(target) < 0; step++) {
                if (step == STEPS_MAX) {
                    return leap(target);
                }
                if (!next()) {
                    return false;
                }
            }
            return true;
        }
        return leap(target);
    }

    private boolean leap(BlockCursor target) {
        close();
        byte[] from =
                Arrays.copyOf(prefix, prefix.length + target.key.length - target.prefix.length);
        System.arraycopy(
                target.key, target.prefix.length, from, prefix.length, from.length - prefix.length);
        cursor = view.scan(range.startingAt(from));
        return next();
    }

    /** Compares the blocks at which two cursors stand. */
    int compareTo(BlockCursor other) {
        return Arrays.compareUnsigned(
                key, prefix.length, key.length, other.key, other.prefix.length, other.key.length);
    }

    /** Returns which block of which shard it is, packed. */
    byte[] blockKey() {
        return Arrays.copyOfRange(key, prefix.length, key.length);
    }

    /** Opens the block. */
    Block block() {
        return new Block(key, Objects.requireNonNull(cursor).value());
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
