package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Buffers.given;
import static io.cairn.compat.yokan.Buffers.input;
import static io.cairn.compat.yokan.Buffers.target;

import io.cairn.api.Entry;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.api.Sizes;
import io.cairn.bytes.KeyRange;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A database with Yokan's calls: their names, the order of their arguments, their defaults and
 * their results. Immutable and thread-safe; it needs no closing and fails with code 2, 4 or 5 when
 * what it leads to has gone.
 *
 * <p>Keys, values and filters are text (as UTF-8), {@code byte[]}, {@link java.nio.ByteBuffer} or
 * {@link MemorySegment}; targets are all of these but text. Results that can be absent are null
 * where Python gives None, and -1 stands for "your memory was too small". Modes are bits of {@link
 * Mode}; several are or-ed, none is the default.
 *
 * <p>Each call is one transaction on the pairs of Cairn's default keyspace. Documents are apart
 * from them: in the keyspace {@code yokan.collections}, as those of {@link
 * io.cairn.layer.collection.Collections} with the empty subspace. Calls throw {@link
 * YokanException}: with code 3 for empty keys and arguments that are missing or of a wrong type, 29
 * for modes that contradict each other, 31 for targets that cannot be written.
 */
public final class Database extends ListCalls {

    private final Calls calls;

    Database(Calls calls) {
        super(calls);
        this.calls = calls;
    }

    /**
     * Gives an open database Yokan's calls.
     *
     * @param database the database, which its owner closes
     * @return the handle
     */
    public static Database over(io.cairn.api.Database database) {
        given(database);
        return new Database(Calls.to(() -> database));
    }

    /**
     * Returns the same handle with a bound on waits, which are without end otherwise.
     *
     * @param timeout the longest wait of a call with WAIT, after which it fails with code 21; zero
     *     for no end, negative for no wait
     * @return another handle
     */
    public Database withTimeout(Duration timeout) {
        return new Database(calls.with(given(timeout)));
    }

    /**
     * Stores a pair.
     *
     * @param key the key
     * @param value the value
     * @param mode APPEND, NEW_ONLY and EXIST_ONLY matter
     * @throws YokanException 17 when NEW_ONLY finds the key, 15 when EXIST_ONLY does not
     */
    public void put(Object key, Object value, int... mode) {
        byte[] keyBytes = input(key);
        byte[] valueBytes = input(value);
        Modes modes = ModeBits.of(mode).without(Mode.YOKAN_MODE_NOTIFY);
        PutOutcome outcome = calls.run(db -> db.put(keyBytes, valueBytes, modes));
        switch (outcome) {
            case WRITTEN -> {}
            case ALREADY_PRESENT ->
                    throw new YokanException(
                            ReturnCode.YOKAN_ERR_KEY_EXISTS, "the key exists; nothing was written");
            case ABSENT -> throw notFound("the key does not exist; nothing was written");
        }
    }

    /**
     * Stores pairs, all or none; what NEW_ONLY or EXIST_ONLY rules out is silently left out.
     *
     * @param pairs keys and values
     * @param mode APPEND, NEW_ONLY and EXIST_ONLY matter
     */
    public void putMulti(java.util.Collection<? extends Map.Entry<?, ?>> pairs, int... mode) {
        List<Entry> entries = Buffers.entries(pairs);
        Modes modes = ModeBits.of(mode).without(Mode.YOKAN_MODE_NOTIFY);
        calls.run(db -> db.putAll(entries, modes));
    }

    /**
     * Stores pairs whose keys and values lie one behind the other, as {@link #putMulti} does.
     *
     * @param keys the keys
     * @param keySizes their sizes in bytes
     * @param values the values
     * @param valueSizes their sizes in bytes
     * @param mode APPEND, NEW_ONLY and EXIST_ONLY matter
     */
    public void putPacked(
            Object keys, List<Long> keySizes, Object values, List<Long> valueSizes, int... mode) {
        List<byte[]> keyList = Buffers.split(keys, keySizes);
        List<byte[]> valueList = Buffers.split(values, valueSizes);
        putMulti(Buffers.zip(keyList, valueList), mode);
    }

    /**
     * Copies a value into the caller's memory.
     *
     * @param key the key
     * @param value the target
     * @param mode CONSUME and WAIT matter
     * @return the value's size in bytes
     * @throws YokanException 15 when the key is absent; 16 when the target is too small, and then
     *     nothing was copied or consumed
     */
    public long get(Object key, Object value, int... mode) {
        byte[] keyBytes = input(key);
        MemorySegment target = target(value);
        ModeBits bits = ModeBits.of(mode);
        long size =
                calls.run(
                        List.of(keyBytes),
                        bits,
                        view ->
                                view.segments()
                                        .getInto(
                                                MemorySegment.ofArray(keyBytes),
                                                target,
                                                consume(bits)));
        if (size == Sizes.ABSENT) {
            throw notFound("the key does not exist");
        }
        return size;
    }

    /**
     * Copies values of one state, each into its own target.
     *
     * @param pairs keys and targets
     * @param mode CONSUME and WAIT matter; only what was copied is consumed
     * @return sizes in bytes, null where absent, -1 where the target was too small
     */
    public List<@Nullable Long> getMulti(
            java.util.Collection<? extends Map.Entry<?, ?>> pairs, int... mode) {
        List<byte[]> keys = Buffers.each(pairs, pair -> input(pair.getKey()));
        List<MemorySegment> targets = Buffers.each(pairs, pair -> target(pair.getValue()));
        ModeBits bits = ModeBits.of(mode);
        return Results.sizes(
                calls.run(
                        keys,
                        bits,
                        view -> view.segments().getAllInto(keys, targets, consume(bits))));
    }

    /**
     * Copies values of one state, one behind the other; after the first that does not fit none is.
     *
     * @param keys the keys, one behind the other
     * @param keySizes their sizes in bytes
     * @param values the target
     * @param mode CONSUME and WAIT matter; only what was copied is consumed
     * @return sizes in bytes, null where absent, -1 where there was no room
     */
    public List<@Nullable Long> getPacked(
            Object keys, List<Long> keySizes, Object values, int... mode) {
        List<byte[]> keyList = Buffers.split(keys, keySizes);
        MemorySegment target = target(values);
        ModeBits bits = ModeBits.of(mode);
        return Results.sizes(
                calls.run(
                        keyList,
                        bits,
                        view -> view.segments().getPacked(keyList, target, consume(bits))));
    }

    /**
     * Hands a value to a callback. With CONSUME it is gone before that, whatever the callback does.
     *
     * @param key the key
     * @param callback gets the value, or null when it is absent
     * @param mode CONSUME and WAIT matter
     */
    public void fetch(Object key, PairCallback callback, int... mode) {
        Iteration.fetch(calls, List.of(input(key)), callback, ModeBits.of(mode), 0);
    }

    /**
     * Hands values of one state to a callback.
     *
     * @param keys the keys
     * @param callback gets each value, or null where it is absent
     */
    public void fetchMulti(java.util.Collection<?> keys, PairCallback callback) {
        fetchMulti(keys, callback, Mode.YOKAN_MODE_DEFAULT, 0);
    }

    /**
     * Hands values to a callback, so many at a time.
     *
     * @param keys the keys
     * @param callback gets each value, or null where it is absent
     * @param mode CONSUME and WAIT matter
     * @param batchSize how many values are read at once, from one state; 0 for all
     */
    public void fetchMulti(
            java.util.Collection<?> keys, PairCallback callback, int mode, int batchSize) {
        Iteration.fetch(calls, Buffers.inputs(keys), callback, ModeBits.of(mode), batchSize);
    }

    /**
     * Hands values to a callback, so many at a time.
     *
     * @param keys the keys, one behind the other
     * @param keySizes their sizes in bytes
     * @param callback gets each value, or null where it is absent
     * @param mode CONSUME and WAIT matter
     * @param batchSize how many values are read at once, from one state; 0 for all
     */
    public void fetchPacked(
            Object keys, List<Long> keySizes, PairCallback callback, int mode, int batchSize) {
        List<byte[]> keyList = Buffers.split(keys, keySizes);
        Iteration.fetch(calls, keyList, callback, ModeBits.of(mode), batchSize);
    }

    /**
     * Tells whether a key exists.
     *
     * @param key the key
     * @param mode WAIT matters
     * @return true when it has a value
     */
    public boolean exists(Object key, int... mode) {
        return existsMulti(List.of(input(key)), mode).getFirst();
    }

    /**
     * Tells for keys of one state whether they exist.
     *
     * @param keys the keys
     * @param mode WAIT matters
     * @return an answer for each key
     */
    public List<Boolean> existsMulti(java.util.Collection<?> keys, int... mode) {
        List<byte[]> keyList = Buffers.inputs(keys);
        return Results.flags(
                calls.run(keyList, ModeBits.of(mode), view -> view.existsAll(keyList)),
                keyList.size());
    }

    /**
     * Tells for keys of one state whether they exist.
     *
     * @param keys the keys, one behind the other
     * @param keySizes their sizes in bytes
     * @param mode WAIT matters
     * @return an answer for each key
     */
    public List<Boolean> existsPacked(Object keys, List<Long> keySizes, int... mode) {
        return existsMulti(Buffers.split(keys, keySizes), mode);
    }

    /**
     * Returns the length of a value.
     *
     * @param key the key
     * @param mode WAIT matters
     * @return the length in bytes, or null when the key is absent
     */
    public @Nullable Long length(Object key, int... mode) {
        byte[] keyBytes = input(key);
        OptionalLong length =
                calls.run(List.of(keyBytes), ModeBits.of(mode), view -> view.length(keyBytes));
        return length.isPresent() ? (Long) length.getAsLong() : null;
    }

    /**
     * Returns the lengths of values of one state.
     *
     * @param keys the keys
     * @param mode WAIT matters
     * @return lengths in bytes, null where absent
     */
    public List<@Nullable Long> lengthMulti(java.util.Collection<?> keys, int... mode) {
        List<byte[]> keyList = Buffers.inputs(keys);
        return Results.sizes(
                calls.run(keyList, ModeBits.of(mode), view -> view.lengthAll(keyList)));
    }

    /**
     * Returns the lengths of values of one state.
     *
     * @param keys the keys, one behind the other
     * @param keySizes their sizes in bytes
     * @param mode WAIT matters
     * @return lengths in bytes, null where absent
     */
    public List<@Nullable Long> lengthPacked(Object keys, List<Long> keySizes, int... mode) {
        return lengthMulti(Buffers.split(keys, keySizes), mode);
    }

    /**
     * Removes a pair; an absent key is not an error.
     *
     * @param key the key
     * @param mode WAIT matters
     */
    public void erase(Object key, int... mode) {
        eraseMulti(List.of(input(key)), mode);
    }

    /**
     * Removes pairs, all or none; absent keys are not an error.
     *
     * @param keys the keys
     * @param mode WAIT matters
     */
    public void eraseMulti(java.util.Collection<?> keys, int... mode) {
        List<byte[]> keyList = Buffers.inputs(keys);
        calls.run(
                keyList,
                ModeBits.of(mode),
                view -> {
                    view.deleteAll(keyList);
                    return true;
                });
    }

    /**
     * Removes pairs, all or none; absent keys are not an error.
     *
     * @param keys the keys, one behind the other
     * @param keySizes their sizes in bytes
     * @param mode WAIT matters
     */
    public void erasePacked(Object keys, List<Long> keySizes, int... mode) {
        eraseMulti(Buffers.split(keys, keySizes), mode);
    }

    /**
     * Removes all pairs whose keys have a prefix.
     *
     * @param prefix the prefix; empty for all pairs
     * @param mode checked, but none matters
     */
    public void eraseRange(Object prefix, int... mode) {
        KeyRange range = KeyRange.prefix(input(prefix));
        ModeBits.of(mode);
        calls.run(db -> {
            db.deleteRange(range);
            return true;
        });
    }

    /**
     * Counts the pairs; documents do not count. Walks over all keys of one state, as no engine
     * keeps an exact number: it costs what listing them costs, and no memory.
     *
     * @param mode checked, but none matters
     * @return the exact number
     */
    public long count(int... mode) {
        ModeBits.of(mode);
        return calls.run(db -> db.count(KeyRange.all()));
    }

    /**
     * Creates a collection of documents.
     *
     * @param name its name, not empty and without NUL
     * @param mode checked, but none matters
     * @return the collection
     * @throws YokanException 17 when there is one of this name
     */
    public Collection createCollection(String name, int... mode) {
        given(name);
        ModeBits.of(mode);
        DocumentCalls.run(calls, (db, collections) -> collections.create(db, name));
        return openCollection(name);
    }

    /**
     * Tells whether there is a collection.
     *
     * @param name its name
     * @param mode checked, but none matters
     * @return true when there is
     */
    public boolean collectionExists(String name, int... mode) {
        given(name);
        ModeBits.of(mode);
        return DocumentCalls.run(calls, (db, collections) -> collections.exists(db, name));
    }

    /**
     * Returns a collection without looking whether there is one; if not, its calls say so.
     *
     * @param name its name
     * @return the collection
     */
    public Collection openCollection(String name) {
        return new Collection(calls, given(name));
    }

    /**
     * Removes a collection with its documents; one that is not there is not an error.
     *
     * @param name its name
     * @param mode checked, but none matters
     */
    public void dropCollection(String name, int... mode) {
        given(name);
        ModeBits.of(mode);
        DocumentCalls.run(calls, (db, collections) -> collections.drop(db, name));
    }

    private static Modes consume(ModeBits bits) {
        return bits.only(Mode.YOKAN_MODE_CONSUME);
    }

    private static YokanException notFound(String text) {
        return new YokanException(ReturnCode.YOKAN_ERR_KEY_NOT_FOUND, text);
    }
}
