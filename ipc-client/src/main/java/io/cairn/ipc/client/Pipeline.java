package io.cairn.ipc.client;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.bytes.KeyRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the operations of one {@link RemoteDatabase#batch}. Used by one thread, and only until
 * the code that fills it returns; after that it refuses with {@link
 * io.cairn.error.TransactionStateException}.
 *
 * <p>What is given is copied before a method returns. Bad arguments are refused at once; so is what
 * would make the batch too large ({@link io.cairn.error.LimitException}). Then, or when the filling
 * code throws, nothing of the batch is sent.
 */
public interface Pipeline {

    /**
     * Reads a value.
     *
     * @param key the key
     * @return gives the value, or null when absent
     */
    Pipelined<byte @Nullable []> get(byte[] key);

    /**
     * Tells whether a key is present.
     *
     * @param key the key
     * @return gives true when it has a value, also an empty one
     */
    Pipelined<Boolean> exists(byte[] key);

    /**
     * Returns a value's length.
     *
     * @param key the key
     * @return gives the length in bytes or {@link io.cairn.api.Sizes#ABSENT}
     */
    Pipelined<Long> length(byte[] key);

    /**
     * Reads several values from one state.
     *
     * @param keys the keys
     * @return gives the values in the order of the keys, null where absent
     */
    Pipelined<List<byte @Nullable []>> getAll(List<byte[]> keys);

    /**
     * Sets a key's value.
     *
     * @param key the key
     * @param value the value; may be empty
     * @return gives null
     */
    Pipelined<@Nullable Void> put(byte[] key, byte[] value);

    /**
     * Sets several values, all or none.
     *
     * @param entries keys and values
     * @return gives null
     */
    Pipelined<@Nullable Void> putAll(List<Entry> entries);

    /**
     * Removes a key; removing an absent key is not an error.
     *
     * @param key the key
     * @return gives null
     */
    Pipelined<@Nullable Void> delete(byte[] key);

    /**
     * Removes several keys, all or none.
     *
     * @param keys the keys; absent ones are not an error
     * @return gives null
     */
    Pipelined<@Nullable Void> deleteAll(List<byte[]> keys);

    /**
     * Counts the entries of a range by walking it.
     *
     * @param range the keys to count
     * @return gives the exact number
     */
    Pipelined<Long> count(KeyRange range);

    /**
     * Returns one page of entries.
     *
     * @param request which entries, and how their keys are returned
     * @return gives the page
     */
    Pipelined<EntryPage> list(ListRequest request);

    /**
     * Returns a view of the same batch that adds operations on another keyspace.
     *
     * @param keyspace a keyspace of this database
     * @return adds to the same batch
     */
    Pipeline in(Keyspace keyspace);
}
