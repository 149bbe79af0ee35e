package io.cairn.layer.objects;

import io.cairn.error.BufferTooSmallException;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * Objects of any size under names, in segments of memory with a limit, in databases, or in both.
 * Thread-safe. Whoever opened it closes it; that ends memory segments and what is in them, and
 * leaves stored objects stored.
 *
 * <p>An object is complete or not there. Its bytes are copied once, from the caller's memory to the
 * segment's or back, and compared with their CRC-32C on every copy out. When a segment is full, its
 * least recently used objects are evicted before a put returns. A key has 1 to {@link
 * #KEY_LENGTH_MAX} characters.
 *
 * <p>An operation is whole by itself, as what it does to memory could not be taken back with a
 * larger transaction; those of {@link StoredObjects} are parts of one.
 *
 * <p>All methods throw {@link InvalidArgumentException} for a bad key, {@link ClosedException}
 * after close, and what the databases throw; {@link ObjectStatus#of} gives the status of each.
 * Batches are as many operations: what one item does is in its place of the result.
 */
public final class ObjectStore implements AutoCloseable {

    /** The longest key, in characters. */
    public static final int KEY_LENGTH_MAX = 4096;

    private static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 8;

    private final Catalog catalog;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final ObjectRemoval removal;
    private final InstantSource wallClock;
    private final Registrations registrations = new Registrations();
    private volatile boolean closed;

    ObjectStore(Catalog catalog, InstantSource wallClock) {
        this.catalog = catalog;
        this.wallClock = wallClock;
        writer = new ObjectWriter(catalog, wallClock);
        reader = new ObjectReader(catalog);
        removal = new ObjectRemoval(catalog);
    }

    /**
     * Begins with nothing.
     *
     * @return a builder
     */
    public static ObjectStoreBuilder builder() {
        return new ObjectStoreBuilder();
    }

    /**
     * Stores an object unless its key has one.
     *
     * @param key its name
     * @param value its bytes, at least one, not to be changed before this returns
     * @param config how it is stored
     * @return what became of it
     * @throws LimitException when no segment has room and nothing can be evicted to make some, or
     *     not for all replicas of a strict put
     */
    public PutResult put(String key, byte[] value, ReplicateConfig config) {
        return write(key, Parts.of(value), config, false);
    }

    /**
     * Stores an object unless its key has one: one replica, without pins.
     *
     * @param key its name
     * @param value its bytes, at least one
     * @return what became of it
     */
    public PutResult put(String key, byte[] value) {
        return put(key, value, ReplicateConfig.standard());
    }

    /**
     * Stores the concatenation of parts, in one pass, unless its key has an object.
     *
     * @param key its name
     * @param parts its bytes, at least one in all, not to be changed before this returns
     * @param config how it is stored
     * @return what became of it
     * @throws LimitException as {@link #put(String, byte[], ReplicateConfig)}
     */
    public PutResult putParts(String key, List<MemorySegment> parts, ReplicateConfig config) {
        return write(key, Parts.of(parts), config, false);
    }

    /**
     * Stores an object, in place of the one that its key may have.
     *
     * @param key its name
     * @param value its bytes, at least one, not to be changed before this returns
     * @param config how it is stored
     * @return what became of it
     * @throws LimitException as {@link #put(String, byte[], ReplicateConfig)}; what there was stays
     */
    public PutResult upsert(String key, byte[] value, ReplicateConfig config) {
        return write(key, Parts.of(value), config, true);
    }

    /**
     * Stores the concatenation of parts, in place of the object that its key may have.
     *
     * @param key its name
     * @param parts its bytes, at least one in all, not to be changed before this returns
     * @param config how it is stored
     * @return what became of it
     * @throws LimitException as {@link #put(String, byte[], ReplicateConfig)}; what there was stays
     */
    public PutResult upsertParts(String key, List<MemorySegment> parts, ReplicateConfig config) {
        return write(key, Parts.of(parts), config, true);
    }

    /**
     * Stores what is in a registered buffer unless its key has an object.
     *
     * @param key its name
     * @param from its bytes, at least one, not to be changed before this returns
     * @param config how it is stored
     * @return what became of it
     * @throws LimitException as {@link #put(String, byte[], ReplicateConfig)}
     * @throws ClosedException also when the buffer is closed
     */
    public PutResult putFrom(String key, BufferRange from, ReplicateConfig config) {
        return write(key, Parts.of(registrations.memory(from)), config, false);
    }

    /**
     * Stores several objects, as {@link #put(String, byte[], ReplicateConfig)} does each.
     *
     * @param keys their names; of a repeated one the first is stored
     * @param values as many values
     * @param config how they are stored
     * @return what became of each
     * @throws InvalidArgumentException when there are more keys than values or fewer; nothing was
     *     stored
     */
    public List<PutResult> putAll(List<String> keys, List<byte[]> values, ReplicateConfig config) {
        sameSize(keys, values);
        return results(keys.size(), i -> put(keys.get(i), values.get(i), config));
    }

    /**
     * Stores several objects, as {@link #putFrom} does each.
     *
     * @param keys their names; of a repeated one the first is stored
     * @param ranges as many parts of registered buffers
     * @param config how they are stored
     * @return what became of each
     * @throws InvalidArgumentException when there are more keys than ranges or fewer; nothing was
     *     stored
     */
    public List<PutResult> putAllFrom(
            List<String> keys, List<BufferRange> ranges, ReplicateConfig config) {
        sameSize(keys, ranges);
        return results(keys.size(), i -> putFrom(keys.get(i), ranges.get(i), config));
    }

    /**
     * Reads an object.
     *
     * @param key its name
     * @return its bytes, owned by the caller; empty when there is no such object
     * @throws io.cairn.error.CorruptionException when no replica has the bytes that were stored
     * @throws LimitException when it is too long for an array
     */
    public Optional<byte[]> get(String key) {
        MemorySegment copy = reader.copy(checked(key), ObjectStore::array);
        return copy == null
                ? Optional.empty()
                : Optional.of((byte[]) copy.heapBase().orElseThrow());
    }

    /**
     * Reads several objects, as {@link #get} does each.
     *
     * @param keys their names
     * @return their bytes in the order of the keys; empty where there is no such object
     */
    public List<Optional<byte[]>> getAll(List<String> keys) {
        return keys.stream().map(this::get).toList();
    }

    /**
     * Copies an object into a registered buffer. Bytes behind it are not touched.
     *
     * @param key its name
     * @param to where to
     * @return its size in bytes; empty when there is no such object
     * @throws BufferTooSmallException when it does not fit; nothing was copied
     * @throws io.cairn.error.CorruptionException when no replica has the bytes that were stored;
     *     the buffer may have been written to
     * @throws ClosedException also when the buffer is closed
     */
    public OptionalLong getInto(String key, BufferRange to) {
        MemorySegment target = registrations.memory(to);
        MemorySegment copy =
                reader.copy(
                        checked(key),
                        size -> {
                            if (size > target.byteSize()) {
                                throw new BufferTooSmallException(size, target.byteSize());
                            }
                            return target.asSlice(0, size);
                        });
        return copy == null ? OptionalLong.empty() : OptionalLong.of(copy.byteSize());
    }

    /**
     * Copies several objects into registered buffers, as {@link #getInto} does each.
     *
     * @param keys their names
     * @param ranges as many parts of registered buffers
     * @return for each its size in bytes, or the code of an {@link ObjectStatus}
     * @throws InvalidArgumentException when there are more keys than ranges or fewer
     */
    public long[] getAllInto(List<String> keys, List<BufferRange> ranges) {
        sameSize(keys, ranges);
        long[] sizes = new long[keys.size()];
        for (int i = 0; i < sizes.length; i++) {
            try {
                sizes[i] =
                        getInto(keys.get(i), ranges.get(i))
                                .orElse(ObjectStatus.OBJECT_NOT_FOUND.code());
            } catch (CairnException e) {
                sizes[i] = ObjectStatus.of(e).code();
            }
        }
        return sizes;
    }

    /**
     * Lends an object. One in memory is not copied; one that is only stored is copied to memory of
     * the handle's own.
     *
     * @param key its name
     * @return the object, to be closed by the caller; empty when there is no such object
     * @throws io.cairn.error.CorruptionException when it is only stored and no replica has the
     *     bytes that were stored
     */
    public Optional<PinnedObject> getBuffer(String key) {
        return Optional.ofNullable(reader.lend(checked(key)));
    }

    /**
     * Tells whether there is an object.
     *
     * @param key its name
     * @return true when there is
     */
    public boolean exists(String key) {
        ObjectEntry entry = catalog.find(checked(key));
        if (entry != null) {
            catalog.use(entry);
        }
        return entry != null;
    }

    /**
     * Tells for several keys whether there is an object.
     *
     * @param keys the names
     * @return bit i is set when key i has one
     */
    public BitSet existsAll(List<String> keys) {
        BitSet present = new BitSet(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            present.set(i, exists(keys.get(i)));
        }
        return present;
    }

    /**
     * Returns the size of an object.
     *
     * @param key its name
     * @return its length in bytes; empty when there is no such object
     */
    public OptionalLong size(String key) {
        ObjectEntry entry = reader.use(checked(key));
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.size());
    }

    /**
     * Tells what is known about an object. This does not count as a use.
     *
     * @param key its name
     * @return its description; empty when there is no such object
     */
    public Optional<ObjectInfo> info(String key) {
        ObjectEntry entry = catalog.find(checked(key));
        return entry == null
                ? Optional.empty()
                : Optional.of(
                        new ObjectInfo(
                                entry.size(),
                                entry.checksum(),
                                entry.token(),
                                entry.segmentNames(),
                                entry.pins().hard()));
    }

    /**
     * Removes an object. Who has it lent reads on.
     *
     * @param key its name
     * @return whether there was one
     * @throws io.cairn.error.TransactionStateException when it is leased
     */
    public boolean remove(String key) {
        return removal.remove(checked(key));
    }

    /**
     * Removes the objects in whose keys a regular expression is found, but not leased ones.
     *
     * @param regex an expression of RE2, of up to 1000 characters, whose counts of repetitions
     *     multiply to 1000 at most
     * @return how many were removed
     * @throws InvalidArgumentException when the expression is wrong or too large
     */
    public long removeMatching(String regex) {
        KeyPattern pattern = new KeyPattern(regex);
        checkOpen();
        return removal.removeAll(pattern, false);
    }

    /**
     * Removes all objects.
     *
     * @param force whether leased ones are removed too
     * @return how many were removed
     */
    public long removeAll(boolean force) {
        checkOpen();
        return removal.removeAll(key -> true, force);
    }

    /**
     * Registers memory of the caller.
     *
     * @param memory writable native memory
     * @return the registration; the caller closes it, and keeps the memory allocated until then
     * @throws InvalidArgumentException when it is empty, read-only, not native, or overlaps memory
     *     that is registered
     * @throws LimitException when too many buffers are registered
     */
    public RegisteredBuffer register(MemorySegment memory) {
        checkOpen();
        return registrations.add(Objects.requireNonNull(memory, "memory"));
    }

    /**
     * Adds a segment. With a stored segment that has a limit all rows of the directory are read.
     *
     * @param segment a segment that no store has mounted
     * @throws InvalidArgumentException when one of its name is mounted, it was mounted before, or
     *     it is a stored one and the store has no directory
     */
    public void mount(Segment segment) {
        checkOpen();
        if (segment.isPersistent() && catalog.directory() == null) {
            throw new InvalidArgumentException(
                    "a stored segment needs a store with a directory", "segment", segment.name());
        }
        catalog.mounts().add((Shelf) segment);
        if (segment instanceof KeyspaceShelf stored) {
            catalog.arrived(stored);
        }
    }

    /**
     * Takes a segment away. What is in memory there is gone; what is stored there stays stored.
     * Objects that have a replica elsewhere can still be read.
     *
     * @param name its name
     * @return whether it was mounted
     */
    public boolean unmount(String name) {
        Shelf shelf = catalog.mounts().remove(name);
        if (shelf != null) {
            catalog.unmount(shelf);
        }
        return shelf != null;
    }

    /**
     * Lists the segments.
     *
     * @return those that are mounted, in the order of mounting
     */
    public List<Segment> segments() {
        return List.copyOf(catalog.mounts().all());
    }

    /**
     * Reads the counters.
     *
     * @return what was counted up to now
     */
    public ObjectStats stats() {
        return catalog.counts().toStats(catalog.known());
    }

    /**
     * Removes from the stored segments what crashes, failures and segments that were not mounted
     * have left there and no object needs.
     *
     * @param idle how long ago a put that has not ended must have begun to be given up
     * @return how many stored versions of objects were removed
     */
    public long sweep(Duration idle) {
        checkOpen();
        Directory directory = catalog.directory();
        return directory == null
                ? 0
                : new Sweep(catalog, directory).run(wallClock.millis() - idle.toMillis());
    }

    /** Closes it. Registered buffers are closed too, and lent objects are not. */
    @Override
    public void close() {
        closed = true;
        registrations.close();
        catalog.close();
    }

    Catalog openCatalog() {
        checkOpen();
        return catalog;
    }

    private PutResult write(String key, Parts parts, ReplicateConfig config, boolean replace) {
        Objects.requireNonNull(config, "config");
        return writer.put(checked(key), parts.notEmpty(key), config, replace);
    }

    private static List<PutResult> results(int count, IntFunction<PutResult> put) {
        List<PutResult> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            try {
                results.add(put.apply(i));
            } catch (CairnException e) {
                results.add(PutResult.failed(ObjectStatus.of(e)));
            }
        }
        return results;
    }

    private static MemorySegment array(long size) {
        if (size > ARRAY_BYTES_MAX) {
            throw new LimitException("the object is too long for an array; lend it", "bytes", size);
        }
        return MemorySegment.ofArray(new byte[(int) size]);
    }

    private static void sameSize(List<String> keys, List<?> items) {
        if (keys.size() != items.size()) {
            throw new InvalidArgumentException(
                    "a batch has as many keys as items; nothing was done",
                    "keys",
                    keys.size(),
                    "items",
                    items.size());
        }
    }

    String checked(String key) {
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX) {
            throw new InvalidArgumentException(
                    "an object's key has 1 to 4096 characters", "length", key.length());
        }
        checkOpen();
        return key;
    }

    private void checkOpen() {
        if (closed) {
            throw ClosedException.closed("object store");
        }
    }
}
