package io.cairn.mode;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.bytes.KeyPath;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.InvalidModeException;
import io.cairn.error.LimitException;
import io.cairn.txn.BufferedTransaction;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may write, as reads and writes of one transaction. Stateless; the transaction is
 * used by one thread at a time.
 *
 * <p>Keys and values given to a put are kept; everything else is copied before it is kept. Flags
 * are checked before anything is read.
 */
public final class WriteOperations {

    private WriteOperations() {}

    /**
     * Sets a key's value as the modes say.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param key the key, kept
     * @param value the value, kept
     * @param modes APPEND, NEW_ONLY and EXIST_ONLY matter
     * @param valueBytesMax the longest value that APPEND may make, in bytes
     * @return what was done
     * @throws InvalidModeException for refused flags
     * @throws LimitException when an appended value would be too long
     */
    public static PutOutcome put(
            BufferedTransaction tx,
            int keyspace,
            byte[] key,
            byte[] value,
            Modes modes,
            int valueBytesMax) {
        ModeRules.check(Operation.PUT, modes);
        return Puts.put(tx, keyspace, new Entry(key, value), modes, valueBytesMax);
    }

    /**
     * Sets several values as the modes say, in order. Without flags that matter nothing is read.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param entries keys and values, kept
     * @param modes APPEND, NEW_ONLY and EXIST_ONLY matter
     * @param valueBytesMax the longest value that APPEND may make, in bytes
     * @return what was done for each entry
     * @throws InvalidModeException for refused flags
     * @throws LimitException when an appended value would be too long; nothing was written
     */
    public static List<PutOutcome> putAll(
            BufferedTransaction tx,
            int keyspace,
            List<Entry> entries,
            Modes modes,
            int valueBytesMax) {
        ModeRules.check(Operation.PUT, modes);
        return Puts.putAll(tx, keyspace, entries, modes, valueBytesMax);
    }

    /**
     * Reads a value and, with CONSUME, removes it.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @param modes CONSUME matters
     * @return the value, or null when absent
     * @throws InvalidModeException for refused flags
     */
    public static byte @Nullable [] get(
            BufferedTransaction tx, int keyspace, byte[] key, Modes modes) {
        ModeRules.check(Operation.GET, modes);
        byte[] value = tx.get(keyspace, key);
        if (value != null && ModeRules.consumes(Operation.GET, modes)) {
            tx.delete(keyspace, key.clone());
        }
        return value;
    }

    /**
     * Reads several values and, with CONSUME, removes those present; a repeated key delivers its
     * value each time.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @param modes CONSUME matters
     * @return the values in the order of the keys, null where absent
     * @throws InvalidModeException for refused flags
     */
    public static List<byte @Nullable []> getAll(
            BufferedTransaction tx, int keyspace, List<byte[]> keys, Modes modes) {
        ModeRules.check(Operation.GET, modes);
        List<byte @Nullable []> values = ReadOperations.getAll(tx, keyspace, keys);
        if (ModeRules.consumes(Operation.GET, modes)) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) != null) {
                    tx.delete(keyspace, keys.get(i).clone());
                }
            }
        }
        return values;
    }

    /**
     * Copies a value into the caller's memory and, with CONSUME, removes it.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @param target where to copy to
     * @param modes CONSUME matters
     * @return the value's size in bytes, or {@link Sizes#ABSENT}
     * @throws InvalidModeException for refused flags
     * @throws BufferTooSmallException when it does not fit; nothing was copied or removed
     */
    public static long getInto(
            BufferedTransaction tx, int keyspace, byte[] key, MemorySegment target, Modes modes) {
        ModeRules.check(Operation.GET, modes);
        long size = ReadOperations.getInto(tx, keyspace, key, target);
        if (size >= 0 && ModeRules.consumes(Operation.GET, modes)) {
            tx.delete(keyspace, key.clone());
        }
        return size;
    }

    /**
     * Copies several values, each into its own memory, and, with CONSUME, removes exactly what was
     * copied.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @param targets as many segments
     * @param modes CONSUME matters
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     * @throws InvalidModeException for refused flags
     */
    public static long[] getAllInto(
            BufferedTransaction tx,
            int keyspace,
            List<byte[]> keys,
            List<MemorySegment> targets,
            Modes modes) {
        ModeRules.check(Operation.GET, modes);
        return removeCopied(
                tx, keyspace, keys, modes, ReadOperations.getAllInto(tx, keyspace, keys, targets));
    }

    /**
     * Copies several values one behind the other and, with CONSUME, removes exactly what was
     * copied.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @param target where to copy to
     * @param modes CONSUME matters
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     * @throws InvalidModeException for refused flags
     */
    public static long[] getPacked(
            BufferedTransaction tx,
            int keyspace,
            List<byte[]> keys,
            MemorySegment target,
            Modes modes) {
        ModeRules.check(Operation.GET, modes);
        return removeCopied(
                tx, keyspace, keys, modes, ReadOperations.getPacked(tx, keyspace, keys, target));
    }

    /**
     * Lists one page of keys and, with CONSUME, removes exactly those.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param request which keys, and how they are returned
     * @return the page
     * @throws InvalidModeException for refused flags
     */
    public static KeyPage listKeys(BufferedTransaction tx, int keyspace, ListRequest request) {
        ModeRules.check(Operation.LIST, request.modes());
        return Pages.keys(
                tx, keyspace, request, remover(tx, keyspace, Operation.LIST, request.modes()));
    }

    /**
     * Lists one page of entries and, with CONSUME, removes exactly those.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param request which entries, and how their keys are returned
     * @return the page
     * @throws InvalidModeException for refused flags
     */
    public static EntryPage list(BufferedTransaction tx, int keyspace, ListRequest request) {
        ModeRules.check(Operation.LIST, request.modes());
        return Pages.entries(
                tx, keyspace, request, remover(tx, keyspace, Operation.LIST, request.modes()));
    }

    /**
     * Lists into the caller's memory, one behind the other, and, with CONSUME, removes the entries
     * of which everything fitted.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param request which entries
     * @param keys where to copy keys to
     * @param values where to copy values to, or null
     * @return the sizes and where to resume
     * @throws InvalidModeException for refused flags
     */
    public static SegmentPage listPacked(
            BufferedTransaction tx,
            int keyspace,
            ListRequest request,
            MemorySegment keys,
            @Nullable MemorySegment values) {
        ModeRules.check(Operation.LIST, request.modes());
        SegmentTargets valueTargets = values == null ? null : SegmentTargets.packed(values);
        Consumer<byte[]> remover = remover(tx, keyspace, Operation.LIST, request.modes());
        return SegmentPages.list(
                tx, keyspace, request, SegmentTargets.packed(keys), valueTargets, remover);
    }

    /**
     * Lists into the caller's memory, each item into its own, and, with CONSUME, removes the
     * entries of which everything fitted.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param request which entries; its count must equal the number of segments
     * @param keys where to copy keys to
     * @param values as many segments for values, or null
     * @return the sizes and where to resume
     * @throws InvalidModeException for refused flags
     */
    public static SegmentPage listInto(
            BufferedTransaction tx,
            int keyspace,
            ListRequest request,
            List<MemorySegment> keys,
            @Nullable List<MemorySegment> values) {
        ModeRules.check(Operation.LIST, request.modes());
        SegmentTargets keyTargets = SegmentTargets.separate(keys, request.count());
        SegmentTargets valueTargets =
                values == null ? null : SegmentTargets.separate(values, request.count());
        Consumer<byte[]> remover = remover(tx, keyspace, Operation.LIST, request.modes());
        return SegmentPages.list(tx, keyspace, request, keyTargets, valueTargets, remover);
    }

    /**
     * Removes the value at a path and everything below it.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param path the path
     */
    public static void deleteSubtree(BufferedTransaction tx, int keyspace, KeyPath path) {
        tx.delete(keyspace, path.toKey());
        tx.deleteRange(keyspace, path.descendants());
    }

    /**
     * Returns what removes delivered keys from a transaction, for {@link ScanCursor#open}.
     *
     * @param tx the transaction
     * @param keyspace the keyspace's identifier
     * @param operation the kind of call
     * @param modes the call's flags
     * @return takes key copies, which are kept; null when the flags consume nothing
     */
    public static @Nullable Consumer<byte[]> remover(
            BufferedTransaction tx, int keyspace, Operation operation, Modes modes) {
        return ModeRules.consumes(operation, modes) ? key -> tx.delete(keyspace, key) : null;
    }

    private static long[] removeCopied(
            BufferedTransaction tx, int keyspace, List<byte[]> keys, Modes modes, long[] sizes) {
        if (ModeRules.consumes(Operation.GET, modes)) {
            for (int i = 0; i < sizes.length; i++) {
                if (sizes[i] >= 0) {
                    tx.delete(keyspace, keys.get(i).clone());
                }
            }
        }
        return sizes;
    }
}
