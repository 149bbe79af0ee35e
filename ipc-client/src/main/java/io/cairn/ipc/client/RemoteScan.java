package io.cairn.ipc.client;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidModeException;
import io.cairn.ipc.protocol.ScanRequest;
import io.cairn.ipc.protocol.View;
import org.jspecify.annotations.Nullable;

/**
 * What a cursor walks, and how its pages are asked for. Immutable.
 *
 * @param range the keys to walk
 * @param options what is asked of the server, without NO_PREFIX where this side cuts the keys
 * @param cut how many bytes this side cuts off the front of each key
 * @param single whether each page holds one entry that is asked for when it is wanted, as reading
 *     an entry has an effect at the server
 * @param tracked whether what was consumed must be told to the transaction
 */
record RemoteScan(KeyRange range, ScanOptions options, int cut, boolean single, boolean tracked) {

    /** The flags under which a scan delivers every entry of its range. */
    private static final int PLAIN_BITS = Mode.INCLUSIVE.bits() | Mode.INLINE.bits();

    /** The flags whose filter is not the prefix of a range; NO_PREFIX is then the server's. */
    private static final int FILTER_BITS =
            Mode.SUFFIX.bits() | Mode.LUA_FILTER.bits() | Mode.LIB_FILTER.bits();

    /**
     * Plans a scan.
     *
     * @param tracking whether it reads in a transaction whose reads may conflict
     * @throws InvalidModeException for NO_PREFIX on a range without prefix
     */
    static RemoteScan of(KeyRange range, ScanOptions options, boolean tracking) {
        Modes modes = options.modes();
        int cut = 0;
        ScanOptions asked = options;
        if (modes.has(Mode.NO_PREFIX) && (modes.bits() & FILTER_BITS) == 0) {
            cut = prefixToCut(range).length;
            asked = options.with(Modes.fromBits(modes.bits() & ~Mode.NO_PREFIX.bits()));
        }
        boolean plain = (asked.modes().bits() & ~PLAIN_BITS) == 0 && asked.filter() == null;
        boolean consumes = modes.has(Mode.CONSUME);
        return new RemoteScan(range, asked, cut, consumes || tracking && !plain, tracking && plain);
    }

    /** Tells whether it removes what it delivers. */
    boolean consumes() {
        return options.modes().has(Mode.CONSUME);
    }

    /** Makes the request that opens the cursor. */
    ScanRequest.Open open(int handle, View view) {
        return new ScanRequest.Open(
                handle, view, range, options, single ? 0 : RemotePages.BYTES_FIRST);
    }

    /**
     * Returns what has been read.
     *
     * @param last the last key delivered, or null
     * @param exhausted whether the scan found the end of the range
     * @return the range, or null when nothing was read
     */
    @Nullable KeyRange consumed(byte @Nullable [] last, boolean exhausted) {
        KeyRange rest = rest();
        KeyRange read = exhausted ? rest : null;
        if (!exhausted && last != null) {
            read =
                    options.direction() == Direction.FORWARD
                            ? rest.endingBefore(Bytes.after(last))
                            : rest.startingAt(last);
        }
        return read == null || read.isEmpty() ? null : read;
    }

    /** Returns the range from where the scan starts. */
    private KeyRange rest() {
        byte[] from = options.from();
        if (from == null) {
            return range;
        }
        boolean inclusive = options.modes().has(Mode.INCLUSIVE);
        return switch (options.direction()) {
            case FORWARD -> inclusive ? range.startingAt(from) : range.startingAfter(from);
            case REVERSE -> range.endingBefore(inclusive ? Bytes.after(from) : from);
        };
    }

    private static byte[] prefixToCut(KeyRange range) {
        byte[] prefix = range.prefix();
        if (prefix == null) {
            throw new InvalidModeException(
                    "NO_PREFIX needs a range made by KeyRange.prefix, or SUFFIX; otherwise there is nothing to cut off",
                    "range",
                    range);
        }
        return prefix;
    }
}
