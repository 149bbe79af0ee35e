package io.cairn.local;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.SegmentWrites;
import io.cairn.api.Watch;
import io.cairn.api.WriteView;
import io.cairn.argument.ArgumentChecks;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.mode.ModeRules;
import io.cairn.mode.Operation;
import io.cairn.mode.WriteOperations;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The reads and writes of one keyspace, the same for databases and transactions; what stands behind
 * it is a {@link WriteAccess}.
 */
class LocalWriteView extends LocalReadView implements WriteView {

    private final WriteAccess access;

    /**
     * Makes a view.
     *
     * @param anchor the handle that must stay reachable while this view is used, or null when this
     *     is the handle
     */
    LocalWriteView(WriteAccess access, LocalKeyspace keyspace, @Nullable Object anchor) {
        super(access, keyspace, anchor);
        this.access = access;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        byte[] ownKey = checks().key(key).clone();
        checks().value(value);
        access.put(keyspace(), ownKey, access.copiesValues() ? value : value.clone());
    }

    @Override
    public PutOutcome put(byte[] key, byte[] value, Modes modes) {
        byte[] ownKey = checks().key(key).clone();
        return putOwned(
                ownKey, checks().value(value).clone(), Objects.requireNonNull(modes, "modes"));
    }

    @Override
    public void putAll(List<Entry> entries) {
        putAll(entries, Modes.none());
    }

    @Override
    public List<PutOutcome> putAll(List<Entry> entries, Modes modes) {
        boolean plain = Objects.requireNonNull(modes, "modes").isEmpty();
        List<Entry> checked = checks().entries(entries, !plain || !access.copiesValues());
        ModeRules.check(Operation.PUT, modes);
        long bytes = ArgumentChecks.bytes(checked);
        if (plain) {
            access.putAll(keyspace(), checked, bytes);
            return Collections.nCopies(checked.size(), PutOutcome.WRITTEN);
        }
        int max = checks().valueBytesMax();
        int id = keyspace().id();
        return access.write(
                keyspace(), bytes, tx -> WriteOperations.putAll(tx, id, checked, modes, max));
    }

    @Override
    public void putStamped(StampedEntry entry) {
        byte[] key = checks().key(Objects.requireNonNull(entry, "entry").key()).clone();
        byte[] value = checks().value(entry.value()).clone();
        StampedEntry own = new StampedEntry(key, entry.keyAt(), value, entry.valueAt());
        int id = keyspace().id();
        access.write(
                keyspace(),
                (long) key.length + value.length,
                tx -> {
                    tx.putStamped(id, own);
                    return true;
                });
    }

    @Override
    public byte @Nullable [] get(byte[] key, Modes modes) {
        checks().key(key);
        ModeRules.check(Operation.GET, Objects.requireNonNull(modes, "modes"));
        if (!ModeRules.consumes(Operation.GET, modes)) {
            return get(key);
        }
        int id = keyspace().id();
        byte[] value =
                access.write(keyspace(), key.length, tx -> WriteOperations.get(tx, id, key, modes));
        if (value != null) {
            countRead((long) key.length + value.length);
        }
        return value;
    }

    @Override
    public List<byte @Nullable []> getAll(List<byte[]> keys, Modes modes) {
        List<byte[]> checked = checks().keys(keys);
        ModeRules.check(Operation.GET, Objects.requireNonNull(modes, "modes"));
        if (!ModeRules.consumes(Operation.GET, modes)) {
            return getAll(checked);
        }
        int id = keyspace().id();
        return counted(
                checked,
                access.write(
                        keyspace(),
                        ArgumentChecks.keyBytes(checked),
                        tx -> WriteOperations.getAll(tx, id, checked, modes)));
    }

    @Override
    public KeyPage listKeys(ListRequest request) {
        if (!consumes(request)) {
            return super.listKeys(request);
        }
        int id = keyspace().id();
        return countedKeys(
                access.write(keyspace(), 0, tx -> WriteOperations.listKeys(tx, id, request)));
    }

    @Override
    public EntryPage list(ListRequest request) {
        if (!consumes(request)) {
            return super.list(request);
        }
        int id = keyspace().id();
        return countedEntries(
                access.write(keyspace(), 0, tx -> WriteOperations.list(tx, id, request)));
    }

    @Override
    public void delete(byte[] key) {
        access.delete(keyspace(), checks().key(key).clone());
    }

    @Override
    public void deleteAll(List<byte[]> keys) {
        List<byte[]> checked = checks().keys(keys);
        checked.replaceAll(byte[]::clone);
        int id = keyspace().id();
        access.write(
                keyspace(),
                ArgumentChecks.keyBytes(checked),
                tx -> {
                    checked.forEach(key -> tx.delete(id, key));
                    return true;
                });
    }

    @Override
    public void deleteRange(KeyRange range) {
        Objects.requireNonNull(range, "range");
        int id = keyspace().id();
        access.write(
                keyspace(),
                0,
                tx -> {
                    tx.deleteRange(id, range);
                    return true;
                });
    }

    @Override
    public final void put(KeyPath path, byte[] value) {
        put(Objects.requireNonNull(path, "path").toKey(), value);
    }

    @Override
    public final void delete(KeyPath path) {
        delete(Objects.requireNonNull(path, "path").toKey());
    }

    @Override
    public void deleteSubtree(KeyPath path) {
        byte[] key = checks().key(Objects.requireNonNull(path, "path").toKey());
        int id = keyspace().id();
        access.write(
                keyspace(),
                key.length,
                tx -> {
                    WriteOperations.deleteSubtree(tx, id, path);
                    return true;
                });
    }

    @Override
    public Watch watch(byte[] key) {
        return new LocalWatch(access.watch(keyspace(), checks().key(key).clone()));
    }

    @Override
    public WriteView in(Keyspace keyspace) {
        LocalKeyspace other = access.database().keyspaces().resolve(keyspace);
        access.checkOpen();
        return new LocalWriteView(access, other, anchor());
    }

    @Override
    public SegmentWrites segments() {
        access.checkOpen();
        return new LocalSegmentWrites(this, access);
    }

    /** Puts arrays that are already copied and checked. */
    final PutOutcome putOwned(byte[] key, byte[] value, Modes modes) {
        ModeRules.check(Operation.PUT, modes);
        int id = keyspace().id();
        int max = checks().valueBytesMax();
        return access.write(
                keyspace(),
                (long) key.length + value.length,
                tx -> WriteOperations.put(tx, id, key, value, modes, max));
    }

    static boolean consumes(ListRequest request) {
        return ModeRules.consumes(
                Operation.LIST, Objects.requireNonNull(request, "request").modes());
    }
}
