package io.cairn.engine;

import io.cairn.bytes.CommitStamp;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations in order, later ones win. Within one transaction range deletes come first and stamped
 * puts last; a key may occur again among the puts of one call and among stamped ones. A group of
 * transactions is the concatenation of theirs. Not thread-safe. Keeps references to the arrays
 * given to it: they must not change afterwards, values that are {@linkplain #lendValues lent} not
 * before the call that commits them has returned.
 */
public final class WriteBatch {

    /** What an operation does. */
    public enum Kind {
        /** Sets a key's value. */
        PUT,
        /** Removes a key. */
        DELETE,
        /** Removes all keys of a range. */
        DELETE_RANGE
    }

    private static final List<StampedEntry> NONE_STAMPED = List.of();

    private Kind[] kinds;
    private int[] keyspaces;
    private Object[] keys;
    private byte[] @Nullable [] values;
    private List<StampedEntry> stamped = NONE_STAMPED;
    private int size;
    private long bytes;
    private boolean lent;

    /** Creates an empty batch. */
    public WriteBatch() {
        this(4);
    }

    /**
     * Creates an empty batch.
     *
     * @param capacity the number of operations to make room for
     */
    public WriteBatch(int capacity) {
        int room = Math.max(1, capacity);
        kinds = new Kind[room];
        keyspaces = new int[room];
        keys = new Object[room];
        values = new byte[room][];
    }

    /**
     * Appends a put.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key, not to be changed afterwards
     * @param value the value, not to be changed afterwards
     */
    public void put(int keyspace, byte[] key, byte[] value) {
        Objects.requireNonNull(value, "value");
        add(Kind.PUT, keyspace, key, value);
        bytes += key.length + value.length;
    }

    /**
     * Appends a put whose key or value gets the stamp of the commit.
     *
     * @param keyspace the keyspace's identifier
     * @param entry the entry, whose arrays {@link #stamp} changes
     */
    public void putStamped(int keyspace, StampedEntry entry) {
        if (stamped == NONE_STAMPED) {
            stamped = new ArrayList<>();
        }
        stamped.add(entry);
        put(keyspace, entry.key(), entry.value());
    }

    /**
     * Returns how many of the operations are stamped puts, which are the last ones.
     *
     * @return the count
     */
    public int stamped() {
        return stamped.size();
    }

    /**
     * Writes the stamp of the commit where it belongs. An engine that decides conflicts itself
     * calls it once, when it knows the version and before it looks at keys; for others core does.
     *
     * @param version the version of the commit
     * @return whether a key has changed
     */
    public boolean stamp(long version) {
        boolean changed = false;
        for (StampedEntry entry : stamped) {
            if (entry.keyAt() != StampedEntry.NOWHERE) {
                CommitStamp.write(version, entry.key(), entry.keyAt());
                changed = true;
            }
            if (entry.valueAt() != StampedEntry.NOWHERE) {
                CommitStamp.write(version, entry.value(), entry.valueAt());
            }
        }
        return changed;
    }

    /**
     * Appends a delete.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key, not to be changed afterwards
     */
    public void delete(int keyspace, byte[] key) {
        add(Kind.DELETE, keyspace, key, null);
        bytes += key.length;
    }

    /**
     * Appends a range delete.
     *
     * @param keyspace the keyspace's identifier
     * @param range the keys to remove
     */
    public void deleteRange(int keyspace, KeyRange range) {
        add(Kind.DELETE_RANGE, keyspace, range, null);
    }

    /**
     * Says that the values belong to the caller of the commit, who may change them when it has
     * returned. Only for an engine that {@linkplain EngineInfo#copiesValues copies values}.
     */
    public void lendValues() {
        lent = true;
    }

    /**
     * Copies the values if they are lent; who keeps the batch for longer than the call does this.
     */
    public void own() {
        if (lent) {
            lent = false;
            for (int i = 0; i < size; i++) {
                byte[] value = values[i];
                if (value != null) {
                    values[i] = value.clone();
                }
            }
        }
    }

    /**
     * Appends all operations of another batch, which has its stamps.
     *
     * @param other the batch to append; unchanged
     */
    public void addAll(WriteBatch other) {
        reserve(other.size);
        System.arraycopy(other.kinds, 0, kinds, size, other.size);
        System.arraycopy(other.keyspaces, 0, keyspaces, size, other.size);
        System.arraycopy(other.keys, 0, keys, size, other.size);
        System.arraycopy(other.values, 0, values, size, other.size);
        size += other.size;
        bytes += other.bytes;
    }

    /**
     * Tells whether there is no operation.
     *
     * @return true when the batch does nothing
     */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Returns the number of operations.
     *
     * @return the count
     */
    public int size() {
        return size;
    }

    /**
     * Returns the total length of keys and values.
     *
     * @return bytes, without range bounds
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Returns what an operation does.
     *
     * @param index from 0 to {@code size() - 1}
     * @return its kind
     */
    public Kind kind(int index) {
        return kinds[Objects.checkIndex(index, size)];
    }

    /**
     * Returns where an operation works.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the keyspace's identifier
     */
    public int keyspace(int index) {
        return keyspaces[Objects.checkIndex(index, size)];
    }

    /**
     * Returns the key of a put or delete.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the key itself, not a copy; not to be changed
     */
    public byte[] key(int index) {
        return (byte[]) keys[Objects.checkIndex(index, size)];
    }

    /**
     * Returns the range of a range delete.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the range
     */
    public KeyRange range(int index) {
        return (KeyRange) keys[Objects.checkIndex(index, size)];
    }

    /**
     * Returns the value of a put.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the value itself, not a copy; not to be changed
     */
    public byte[] value(int index) {
        return Objects.requireNonNull(values[Objects.checkIndex(index, size)], "not a put");
    }

    private void add(Kind kind, int keyspace, Object key, byte @Nullable [] value) {
        Objects.requireNonNull(key, "key");
        reserve(1);
        kinds[size] = kind;
        keyspaces[size] = keyspace;
        keys[size] = key;
        values[size] = value;
        size++;
    }

    private void reserve(int more) {
        if (kinds.length - size < more) {
            int room = Math.max(size + more, kinds.length * 2);
            kinds = Arrays.copyOf(kinds, room);
            keyspaces = Arrays.copyOf(keyspaces, room);
            keys = Arrays.copyOf(keys, room);
            values = Arrays.copyOf(values, room);
        }
    }
}
