package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Buffers.target;

import io.cairn.api.SegmentPage;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The calls of a database that list or walk its pairs. Immutable and thread-safe; closed by nobody.
 */
abstract class ListCalls {

    private final Calls calls;

    ListCalls(Calls calls) {
        this.calls = calls;
    }

    /**
     * Lists keys, each into its own target.
     *
     * @param keys the targets, none of them empty
     * @param fromKey the key to start after, or at with INCLUSIVE; empty for the beginning
     * @param filter a prefix, or what SUFFIX, LUA_FILTER or LIB_FILTER says
     * @param mode those of listings matter
     * @return lengths in bytes, -1 where the target was too small; fewer than targets when the keys
     *     end
     */
    public List<Long> listKeys(Collection<?> keys, Object fromKey, Object filter, int... mode) {
        List<MemorySegment> targets = Buffers.each(keys, Buffers::keyTarget);
        ListQuery query = ListQuery.of(fromKey, filter, mode);
        return Results.keys(query.into(calls, targets, null));
    }

    /**
     * Lists keys one behind the other; after the first that does not fit none is copied.
     *
     * @param keys the target
     * @param count the most keys listed
     * @param fromKey the key to start after, or at with INCLUSIVE; empty for the beginning
     * @param filter a prefix, or what SUFFIX, LUA_FILTER or LIB_FILTER says
     * @param mode those of listings matter
     * @return lengths in bytes, -1 where there was no room; fewer than asked when the keys end
     */
    public List<Long> listKeysPacked(
            Object keys, int count, Object fromKey, Object filter, int... mode) {
        ListQuery query = ListQuery.of(fromKey, filter, mode);
        return Results.keys(query.packed(calls, count, target(keys), null));
    }

    /**
     * Lists pairs, each key and value into its own target.
     *
     * @param pairs the targets for keys, none of them empty, and for values
     * @param fromKey the key to start after, or at with INCLUSIVE; empty for the beginning
     * @param filter a prefix, or what SUFFIX, LUA_FILTER or LIB_FILTER says
     * @param mode those of listings matter
     * @return lengths in bytes, -1 where the target was too small; fewer than targets when the keys
     *     end
     */
    public List<Lengths> listKeyvals(
            Collection<? extends Map.Entry<?, ?>> pairs,
            Object fromKey,
            Object filter,
            int... mode) {
        List<MemorySegment> keys = Buffers.each(pairs, pair -> Buffers.keyTarget(pair.getKey()));
        List<MemorySegment> values = Buffers.each(pairs, pair -> target(pair.getValue()));
        ListQuery query = ListQuery.of(fromKey, filter, mode);
        return Results.pairs(query.into(calls, keys, values));
    }

    /**
     * Lists pairs, keys one behind the other and values too; after the first key (value) that does
     * not fit no key (value) is copied.
     *
     * @param keys the target for keys
     * @param values the target for values
     * @param count the most pairs listed
     * @param fromKey the key to start after, or at with INCLUSIVE; empty for the beginning
     * @param filter a prefix, or what SUFFIX, LUA_FILTER or LIB_FILTER says
     * @param mode those of listings matter
     * @return lengths in bytes, -1 where there was no room; fewer than asked when the keys end
     */
    public List<Lengths> listKeyvalsPacked(
            Object keys, Object values, int count, Object fromKey, Object filter, int... mode) {
        ListQuery query = ListQuery.of(fromKey, filter, mode);
        SegmentPage page = query.packed(calls, count, target(keys), target(values));
        return Results.pairs(page);
    }

    /**
     * Hands all pairs to a callback, in the order of their keys and from one state.
     *
     * @param callback gets each pair
     */
    public void iter(PairCallback callback) {
        iter(callback, "", "", 0, Mode.YOKAN_MODE_DEFAULT, 0, false);
    }

    /**
     * Hands pairs to a callback, in the order of their keys and from one state.
     *
     * @param callback gets each pair
     * @param fromKey the key to start after, or at with INCLUSIVE; empty for the beginning
     * @param filter a prefix, or what SUFFIX, LUA_FILTER or LIB_FILTER says
     * @param count the most pairs; 0 for all
     * @param mode those of listings matter, but for CONSUME; IGNORE_KEYS and KEEP_LAST are refused
     *     with code 29
     * @param batchSize a hint that changes no result
     * @param ignoreValues whether the callback gets null instead of values
     */
    public void iter(
            PairCallback callback,
            Object fromKey,
            Object filter,
            long count,
            int mode,
            int batchSize,
            boolean ignoreValues) {
        ListQuery query = ListQuery.of(fromKey, filter, mode);
        Iteration.iterate(calls, query, callback, count, ignoreValues);
    }
}
