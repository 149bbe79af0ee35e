package io.cairn.mode;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.bytes.Bytes;
import io.cairn.engine.EngineCursor;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidFilterException;
import io.cairn.filter.EntryFilter;
import io.cairn.filter.FilterSpec;
import io.cairn.filter.Filters;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The filter of one listing, as LUA_FILTER, LIB_FILTER and FILTER_VALUE ask for it. Used by one
 * thread at a time; its cursor closes it.
 *
 * <p>A filter that failed has failed for good: nobody walks on over the entry it failed at.
 */
final class ListingFilter implements AutoCloseable {

    private static final int ASKING_BITS = Mode.LUA_FILTER.bits() | Mode.LIB_FILTER.bits();

    private final EntryFilter filter;
    private final boolean values;
    private @Nullable InvalidFilterException failure;
    private boolean closed;

    private ListingFilter(EntryFilter filter, boolean values) {
        this.filter = filter;
        this.values = values;
    }

    /** Tells whether flags ask for a filter. */
    static boolean isAsked(Modes modes) {
        return (modes.bits() & ASKING_BITS) != 0;
    }

    /** Opens the filter that flags ask for; null when they ask for none. */
    static @Nullable ListingFilter open(Modes modes, byte @Nullable [] bytes) {
        if (!isAsked(modes)) {
            return null;
        }
        byte[] given = bytes == null ? Bytes.EMPTY : bytes;
        FilterSpec spec =
                modes.has(Mode.LUA_FILTER) ? FilterSpec.lua(given) : FilterSpec.parse(given);
        boolean values = modes.has(Mode.FILTER_VALUE);
        return new ListingFilter(Filters.open(spec, values), values);
    }

    /** Throws again what the filter has thrown. */
    void checkSound() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Asks the filter about the entry that a cursor stands on. */
    boolean passes(EngineCursor cursor) {
        MemorySegment key = cursor.key();
        MemorySegment value = values ? cursor.value() : null;
        boolean passes;
        try {
            passes = filter.matches(key, value);
        } catch (InvalidFilterException e) {
            throw failed(e);
        }
        if (closed) {
            // The filter is the user's code, and the cursor may be within its reach.
            throw ClosedException.closed("cursor");
        }
        return passes;
    }

    /** Returns what is delivered of a key; the array may be changed. */
    byte[] key(byte[] key) {
        try {
            return filter.key(key);
        } catch (InvalidFilterException e) {
            throw failed(e);
        }
    }

    /** Returns what is delivered of a value; the arrays may be changed. */
    byte[] value(byte[] key, byte[] value) {
        try {
            return filter.value(key, value);
        } catch (InvalidFilterException e) {
            throw failed(e);
        }
    }

    private InvalidFilterException failed(InvalidFilterException e) {
        failure = e;
        return e;
    }

    /** Closes the filter, once. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            filter.close();
        }
    }
}
