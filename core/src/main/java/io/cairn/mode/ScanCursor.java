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
 * An engine's cursor with scan options applied: start, limits, SUFFIX, NO_PREFIX, CONSUME. Used by
 * one thread at a time. Whoever opened it closes it; what it lends is valid until the next call of
 * {@link #next} or {@link #close}.
 */
public final class ScanCursor implements AutoCloseable {

    private final EngineCursor cursor;
    private final KeyShape shape;
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
            long entriesMax,
            long byteLimit,
            @Nullable Consumer<byte[]> consumed) {
        this.cursor = cursor;
        this.shape = shape;
        this.entriesLeft = entriesMax;
        this.byteLimit = byteLimit;
        this.consumed = consumed;
        this.plain = !shape.filters() && byteLimit == Long.MAX_VALUE && consumed == null;
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
        return new ScanCursor(
                view.cursor(keyspace, rest, options.direction()),
                KeyShape.of(modes, prefix, options.filter()),
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
        byte[] filter = request.filter();
        KeyRange range =
                modes.has(Mode.SUFFIX) || filter.length == 0
                        ? KeyRange.all()
                        : KeyRange.prefix(filter);
        byte[] from = request.from();
        KeyRange rest = from.length == 0 ? range : startAt(range, from, modes, Direction.FORWARD);
        return new ScanCursor(
                view.cursor(keyspace, rest, Direction.FORWARD),
                KeyShape.of(modes, filter, filter),
                request.count(),
                Long.MAX_VALUE,
                null);
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
     * Copies the current key, cut as NO_PREFIX says.
     *
     * @return an array owned by the caller
     */
    public byte[] key() {
        return shape.cut(cursor.keyBytes());
    }

    /**
     * Copies the whole current key.
     *
     * @return an array owned by the caller
     */
    public byte[] fullKey() {
        return cursor.keyBytes();
    }

    /**
     * Copies the current value.
     *
     * @return an array owned by the caller
     */
    public byte[] value() {
        return cursor.valueBytes();
    }

    /**
     * Lends the current key, cut as NO_PREFIX says.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     */
    public MemorySegment keySegment() {
        return shape.cut(cursor.key());
    }

    /**
     * Lends the current value.
     *
     * @return a read-only segment, valid until the next call of {@link #next} or {@link #close}
     */
    public MemorySegment valueSegment() {
        return cursor.value();
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

    /** Closes the engine's cursor. Calling it again does nothing. */
    @Override
    public void close() {
        positioned = false;
        cursor.close();
    }

    private boolean nextChecked() {
        // At least one entry is delivered whatever the byte limit, so that a reader who resumes
        // always advances.
        if (bytes >= byteLimit && bytes > 0) {
            return end(EndReason.BYTE_LIMIT);
        }
        do {
            if (!cursor.next()) {
                return end(EndReason.EXHAUSTED);
            }
        } while (shape.filters() && !shape.passes(cursor.key()));
        if (byteLimit != Long.MAX_VALUE) {
            bytes += cursor.key().byteSize() + cursor.value().byteSize();
        }
        if (consumed != null) {
            consumed.accept(cursor.keyBytes());
        }
        entriesLeft--;
        positioned = true;
        return true;
    }

    /** Returns how keys are cut. */
    KeyShape shape() {
        return shape;
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
        byte[] prefix = range.prefix();
        if (prefix != null) {
            return prefix;
        }
        if (modes.has(Mode.SUFFIX)) {
            return Bytes.EMPTY;
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
