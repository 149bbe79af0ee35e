package io.cairn.ipc.client;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.bytes.KeyRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes of the newest state that do not wait for their reply. Thread-safe; lives as long
 * as the database it came from.
 *
 * <p>Each operation is a transaction of its own. Operations that are under way together may be
 * carried out in any order; whoever needs one waits for the future of the first.
 *
 * <p>What is given is copied before a method returns. Bad arguments are refused at once, as is
 * anything when too many requests are under way on a connection ({@link
 * io.cairn.error.LimitException}). Everything else completes the future exceptionally, with what
 * the waiting form would throw. Code that depends on a future must not wait for the database: it
 * may run on a thread that reads replies.
 */
public interface AsyncView {

    /**
     * Reads a value.
     *
     * @param key the key
     * @return completes with the value, or null when absent
     */
    CompletableFuture<byte @Nullable []> get(byte[] key);

    /**
     * Tells whether a key is present.
     *
     * @param key the key
     * @return completes with true when it has a value, also an empty one
     */
    CompletableFuture<Boolean> exists(byte[] key);

    /**
     * Returns a value's length.
     *
     * @param key the key
     * @return completes with the length in bytes or {@link io.cairn.api.Sizes#ABSENT}
     */
    CompletableFuture<Long> length(byte[] key);

    /**
     * Reads several values from one state.
     *
     * @param keys the keys
     * @return completes with the values in the order of the keys, null where absent
     */
    CompletableFuture<List<byte @Nullable []>> getAll(List<byte[]> keys);

    /**
     * Sets a key's value.
     *
     * @param key the key
     * @param value the value; may be empty
     * @return completes with null when it is as durable as configured
     */
    CompletableFuture<@Nullable Void> put(byte[] key, byte[] value);

    /**
     * Sets several values, all or none.
     *
     * @param entries keys and values
     * @return completes with null when they are as durable as configured
     */
    CompletableFuture<@Nullable Void> putAll(List<Entry> entries);

    /**
     * Removes a key; removing an absent key is not an error.
     *
     * @param key the key
     * @return completes with null when that is as durable as configured
     */
    CompletableFuture<@Nullable Void> delete(byte[] key);

    /**
     * Removes several keys, all or none.
     *
     * @param keys the keys; absent ones are not an error
     * @return completes with null when that is as durable as configured
     */
    CompletableFuture<@Nullable Void> deleteAll(List<byte[]> keys);

    /**
     * Counts the entries of a range by walking it.
     *
     * @param range the keys to count
     * @return completes with the exact number
     */
    CompletableFuture<Long> count(KeyRange range);

    /**
     * Returns one page of entries.
     *
     * @param request which entries, and how their keys are returned
     * @return completes with the page
     */
    CompletableFuture<EntryPage> list(ListRequest request);

    /**
     * Returns the same view of another keyspace.
     *
     * @param keyspace a keyspace of this database
     * @return a view that lives as long as this one
     */
    AsyncView in(Keyspace keyspace);
}
