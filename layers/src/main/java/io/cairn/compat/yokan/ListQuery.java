package io.cairn.compat.yokan;

import io.cairn.api.ListRequest;
import io.cairn.api.ScanOptions;
import io.cairn.api.SegmentPage;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listing or an iteration asks for. Immutable.
 *
 * @param from the key to start after, or at with INCLUSIVE
 * @param filter a prefix, or what the modes say
 * @param modes the call's modes
 */
record ListQuery(byte[] from, byte[] filter, ModeBits modes) {

    private static final int OTHER_FILTERS =
            Mode.YOKAN_MODE_SUFFIX | Mode.YOKAN_MODE_LUA_FILTER | Mode.YOKAN_MODE_LIB_FILTER;

    static ListQuery of(Object from, Object filter, int... modes) {
        return new ListQuery(Buffers.input(from), Buffers.input(filter), ModeBits.of(modes));
    }

    SegmentPage into(Calls calls, List<MemorySegment> keys, @Nullable List<MemorySegment> values) {
        ListRequest request = request(keys.size());
        return calls.run(db -> db.segments().listInto(request, keys, values));
    }

    SegmentPage packed(Calls calls, int count, MemorySegment keys, @Nullable MemorySegment values) {
        return calls.run(db -> db.segments().listPacked(request(count), keys, values));
    }

    /** Returns the keys to walk, which a prefix narrows and other filters do not. */
    KeyRange range() {
        return KeyRange.prefix(filtersOtherwise() ? Bytes.EMPTY : filter);
    }

    /** Returns how to walk them; an iteration consumes nothing, as in Yokan. */
    ScanOptions options(long count) {
        ScanOptions options =
                ScanOptions.all()
                        .limit(count == 0 ? Long.MAX_VALUE : count)
                        .with(modes.without(Mode.YOKAN_MODE_WAIT | Mode.YOKAN_MODE_CONSUME));
        if (from.length > 0) {
            options = options.from(from);
        }
        return filtersOtherwise() ? options.filter(filter) : options;
    }

    private ListRequest request(int count) {
        return new ListRequest(from, filter, count, modes.without(Mode.YOKAN_MODE_WAIT));
    }

    private boolean filtersOtherwise() {
        return !modes.only(OTHER_FILTERS).isEmpty();
    }
}
