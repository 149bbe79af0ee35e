package io.cairn.api;

import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReadView} that can also be changed. In a {@link Transaction} changes are seen by its own
 * reads at once and by others after commit; on a {@link Database} each call is a transaction of its
 * own.
 */
public interface WriteView extends ReadView {

    /**
     * Sets a key's value.
     *
     * @param key the key
     * @param value the value; may be empty
     */
    void put(byte[] key, byte[] value);

    /**
     * Sets a key's value as the modes say.
     *
     * @param key the key
     * @param value the value
     * @param modes APPEND, NEW_ONLY and EXIST_ONLY matter
     * @return what was done
     * @throws io.cairn.error.InvalidModeException for APPEND with NEW_ONLY and NEW_ONLY with
     *     EXIST_ONLY
     */
    PutOutcome put(byte[] key, byte[] value, Modes modes);

    /**
     * Sets several values, all or none; of a repeated key the last wins.
     *
     * @param entries keys and values
     */
    void putAll(List<Entry> entries);

    /**
     * Sets several values as the modes say, in order: with NEW_ONLY the first of a repeated key
     * wins, with APPEND all are appended.
     *
     * @param entries keys and values
     * @param modes APPEND, NEW_ONLY and EXIST_ONLY matter
     * @return what was done for each entry
     */
    List<PutOutcome> putAll(List<Entry> entries, Modes modes);

    /**
     * Sets a value where the database writes the {@link io.cairn.bytes.CommitStamp} of this commit
     * into the key, the value or both, which makes keys that are unique and sort in the order of
     * the commits. The stamp is that of the version which {@link Transaction#commit} returns.
     *
     * <p>It is not known before the commit, so a transaction's own reads do not find the entry, and
     * nothing that the transaction does later removes a key with a stamp. Where only the value has
     * one, a later put or delete of the key takes its place. Hooks are shown the key as it was
     * given.
     *
     * @param entry the key and the value with places for the stamp
     */
    void putStamped(StampedEntry entry);

    /**
     * Reads a value and, with CONSUME, removes it.
     *
     * @param key the key
     * @param modes CONSUME matters
     * @return the value, owned by the caller, or null when absent
     */
    byte @Nullable [] get(byte[] key, Modes modes);

    /**
     * Reads several values and, with CONSUME, removes those present.
     *
     * @param keys the keys; a repeated key delivers its value each time
     * @param modes CONSUME matters
     * @return the values in the order of the keys, null where absent
     */
    List<byte @Nullable []> getAll(List<byte[]> keys, Modes modes);

    /**
     * Removes a key; removing an absent key is not an error.
     *
     * @param key the key
     */
    void delete(byte[] key);

    /**
     * Removes several keys, all or none.
     *
     * @param keys the keys; absent ones are not an error
     */
    void deleteAll(List<byte[]> keys);

    /**
     * Removes every key of a range.
     *
     * @param range the keys to remove; an empty range removes nothing
     */
    void deleteRange(KeyRange range);

    /**
     * Creates a watch that fires when somebody else commits a write of the key after this
     * transaction's view (on a database: after this call).
     *
     * @param key the key
     * @return the watch, armed once the transaction has committed; the caller closes it
     * @throws io.cairn.error.LimitException when too many watches are armed
     */
    Watch watch(byte[] key);

    @Override
    WriteView in(Keyspace keyspace);

    @Override
    SegmentWrites segments();

    /**
     * Reads a value and removes it.
     *
     * @param key the key
     * @return the value, owned by the caller, or null when absent
     */
    default byte @Nullable [] take(byte[] key) {
        return get(key, Modes.of(Mode.CONSUME));
    }

    /**
     * Appends to a key's value, creating it when absent.
     *
     * @param key the key
     * @param value what to append
     */
    default void append(byte[] key, byte[] value) {
        put(key, value, Modes.of(Mode.APPEND));
    }

    /**
     * Sets a key's value unless the key is present.
     *
     * @param key the key
     * @param value the value
     * @return true when it was written
     */
    default boolean putIfAbsent(byte[] key, byte[] value) {
        return put(key, value, Modes.of(Mode.NEW_ONLY)) == PutOutcome.WRITTEN;
    }

    /**
     * Sets a key's value if the key is present.
     *
     * @param key the key
     * @param value the value
     * @return true when it was written
     */
    default boolean putIfPresent(byte[] key, byte[] value) {
        return put(key, value, Modes.of(Mode.EXIST_ONLY)) == PutOutcome.WRITTEN;
    }

    /**
     * Sets the value at a path.
     *
     * @param path the path
     * @param value the value
     */
    default void put(KeyPath path, byte[] value) {
        put(Objects.requireNonNull(path, "path").toKey(), value);
    }

    /**
     * Removes the value at a path; what is below it stays.
     *
     * @param path the path
     */
    default void delete(KeyPath path) {
        delete(Objects.requireNonNull(path, "path").toKey());
    }

    /**
     * Removes the value at a path and everything below it, all or nothing.
     *
     * @param path the path
     */
    void deleteSubtree(KeyPath path);
}
