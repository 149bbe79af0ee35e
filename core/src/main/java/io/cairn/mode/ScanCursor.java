package io.cairn.mode;

import io.cairn.api.EndReason;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.InvalidModeException;
import io.cairn.error.TransactionStateException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine's cursor with scan options applied: start, limits, SUFFIX, NO_PREFIX, filters, CONSUME.
 * Used by one thread at a time. Whoever opened it closes it; what it lends is valid until the next
 * call of {@link #next} or {@link #close}.
 */
public final class ScanCursor implements AutoCloseable {

    private final EngineCursor cursor;
    private final KeyShape shape;
    private final @Nullable ListingFilter filter;
    private final long byteLimit;
    private final @Nullable Consumer<byte[]> consumed;

    /** No filter, no byte limit, nothing consumed: a step is the engine's step. */
    private final boolean plain;

    private long entriesLeft;
    private long bytes;
    private boolean positioned;
    private @Nullable EndReason endReason;

    private ScanCursor(
            EngineCursor cursor,
            KeyShape shape,
            @Nullable ListingFilter filter,
            long entriesMax,
            long byteLimit,
            @Nullable Consumer<byte[]> consumed) {
        this.cursor = cursor;
        this.shape = shape;
        this.filter = filter;
        this.entriesLeft = entriesMax;
        this.byteLimit = byteLimit;
        this.consumed = consumed;
        this.plain =
                filter == null
                        && !shape.filters()
                        && byteLimit == Long.MAX_VALUE
                        && consumed == null;
    }

    /**
     * Opens a cursor.
     *
     * @param view the state to walk; must stay open until this cursor is closed
     * @param keyspace the keyspace's identifier
     * @param range the keys to walk
     * @param options direction, limits, start, modes
     * @param remover with CONSUME, called with a copy of the full key of each entry as it is
     *     delivered; null where nothing can be written
     * @return the cursor, before its first entry; the caller closes it
     * @throws InvalidModeException for flags that {@link ModeRules} refuses, for CONSUME without
     *     remover, and for NO_PREFIX on a range without prefix
     * @throws io.cairn.error.InvalidFilterException when the filter cannot be opened
     */
    public static ScanCursor open(
            EngineSnapshot view,
            int keyspace,
            KeyRange range,
            ScanOptions options,
            @Nullable Consumer<byte[]> remover) {
        Modes modes = options.modes();
        check(modes, remover);
        byte[] prefix = modes.has(Mode.NO_PREFIX) ? prefixToCut(range, modes) : Bytes.EMPTY;
        KeyRange rest = startAt(range, options.from(), modes, options.direction());
        ListingFilter filter = ListingFilter.open(modes, options.filter());
        return new ScanCursor(
                cursor(view, keyspace, rest, options.direction(), filter),
                KeyShape.of(modes, prefix, options.filter()),
                filter,
                options.limit(),
                options.byteLimit(),
                modes.has(Mode.CONSUME) ? remover : null);
    }

    /**
     * Opens a cursor for one page; its keys are cut as the request says, and its caller consumes
     * what it delivers.
     */
    static ScanCursor open(EngineSnapshot view, int keyspace, ListRequest request) {
        Modes modes = request.modes();
        byte[] bytes = request.filter();
        KeyRange range =
                bytes.length == 0 || modes.has(Mode.SUFFIX) || ListingFilter.isAsked(modes)
                        ? KeyRange.all()
                        : KeyRange.prefix(bytes);
        byte[] from = request.from();
        KeyRange rest = from.length == 0 ? range : startAt(range, from, modes, Direction.FORWARD);
        ListingFilter filter = ListingFilter.open(modes, bytes);
        return new ScanCursor(
                cursor(view, keyspace, rest, Direction.FORWARD, filter),
                KeyShape.of(modes, bytes, bytes),
                filter,
                request.count(),
                Long.MAX_VALUE,
                null);
    }

    /** Opens the engine's cursor; the filter is closed when that fails. */
    private static EngineCursor cursor(
            EngineSnapshot view,
            int keyspace,
            KeyRange range,
            Direction direction,
            @Nullable ListingFilter filter) {
        try {
            return view.cursor(keyspace, range, direction);
        } catch (RuntimeException | Error e) {
            if (filter != null) {
                filter.close();
            }
            throw e;
        }
    }

    /**
     * Moves to the next entry.
     *
     * @return false when the scan has ended, and from then on
     */
    public boolean next() {
        positioned = false;
        if (entriesLeft == 0) {
            return end(EndReason.LIMIT);
        }
        if (!plain) {
            return nextChecked();
        }
        if (!cursor.next()) {
            return end(EndReason.EXHAUSTED);
        }
        entriesLeft--;
        positioned = true;
        return true;
    }

    /**
     * Tells whether there is a current entry, so that its key and value may be asked for.
     *
     * @return false before the first and after the last entry
     */
    public boolean positioned() {
        return positioned;
    }

    /**
     * Copies the current key, cut as NO_PREFIX says, or as a filter rewrites it.
     *
     * @return an array owned by the caller
     */
    public byte[] key() {
        byte[] key = cursor.keyBytes();
        return filter == null ? shape.cut(key) : filter.key(key);
    }

    /**
     * Copies the whole current key, as it is stored.
     *
     * @return an array owned by the caller
     */
    public byte[] fullKey() {
        return cursor.keyBytes();
    }

    /**
     * Copies the current value, as a filter rewrites it.
     *
     * @return an array owned by the caller
     */
    public byte[] value() {
        byte[] value = cursor.valueBytes();
        return filter == null ? value : filter.value(cursor.keyBytes(), value);
    }

    /**
     * Lends the current key, cut as NO_PREFIX says, or as a filter rewrites it.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     */
    public MemorySegment keySegment() {
        return filter == null ? shape.cut(cursor.key()) : MemorySegment.ofArray(key()).asReadOnly();
    }

    /**
     * Lends the current value, as a filter rewrites it.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     */
    public MemorySegment valueSegment() {
        return filter == null ? cursor.value() : MemorySegment.ofArray(value()).asReadOnly();
    }

    /**
     * Returns why the scan ended.
     *
     * @return the reason
     * @throws TransactionStateException before {@link #next} has returned false
     */
    public EndReason endReason() {
        if (endReason == null) {
            throw new TransactionStateException(
                    "the scan has not ended; call next until it returns false");
        }
        return endReason;
    }

    /** Closes the engine's cursor and the filter. Calling it again does nothing. */
    @Override
    public void close() {
        positioned = false;
        try {
            cursor.close();
        } finally {
            if (filter != null) {
                filter.close();
            }
        }
    }

    private boolean nextChecked() {
        if (filter != null) {
            filter.checkSound();
        }
        // At least one entry is delivered whatever the byte limit, so that a reader who resumes
        // always advances.
        if (bytes >= byteLimit && bytes > 0) {
            return end(EndReason.BYTE_LIMIT);
        }
        do {
            if (!cursor.next()) {
                return end(EndReason.EXHAUSTED);
            }
        } while (!passes());
        if (byteLimit != Long.MAX_VALUE) {
            bytes += cursor.key().byteSize() + cursor.value().byteSize();
        }
        if (consumed != null) {
            checkDeliverable();
            consumed.accept(cursor.keyBytes());
        }
        entriesLeft--;
        positioned = true;
        return true;
    }

    private boolean passes() {
        return filter == null
                ? !shape.filters() || shape.passes(cursor.key())
                : filter.passes(cursor);
    }

    /** Sees to it that nothing is consumed which a filter then fails to rewrite. */
    private void checkDeliverable() {
        if (filter != null) {
            key();
            value();
        }
    }

    /** Returns what is delivered of a stored key, which is not changed. */
    byte[] delivered(byte[] fullKey) {
        return filter == null ? shape.cut(fullKey) : filter.key(fullKey.clone());
    }

    /** Ends the scan; the first reason stays. */
    private boolean end(EndReason reason) {
        if (endReason == null) {
            endReason = reason;
        }
        entriesLeft = 0;
        return false;
    }

    private static void check(Modes modes, @Nullable Consumer<byte[]> remover) {
        if (remover == null) {
            ModeRules.checkReadOnly(Operation.SCAN, modes);
        } else {
            ModeRules.check(Operation.SCAN, modes);
        }
    }

    private static byte[] prefixToCut(KeyRange range, Modes modes) {
        if (modes.has(Mode.SUFFIX) || ListingFilter.isAsked(modes)) {
            return Bytes.EMPTY;
        }
        byte[] prefix = range.prefix();
        if (prefix != null) {
            return prefix;
        }
        throw new InvalidModeException(
                "NO_PREFIX needs a range made by KeyRange.prefix, or SUFFIX; otherwise there is nothing to cut off",
                "range",
                range);
    }

    private static KeyRange startAt(
            KeyRange range, byte @Nullable [] from, Modes modes, Direction direction) {
        if (from == null) {
            return range;
        }
        boolean inclusive = modes.has(Mode.INCLUSIVE);
        return switch (direction) {
            case FORWARD -> inclusive ? range.startingAt(from) : range.startingAfter(from);
            case REVERSE -> range.endingBefore(inclusive ? Bytes.after(from) : from);
        };
    }
}
