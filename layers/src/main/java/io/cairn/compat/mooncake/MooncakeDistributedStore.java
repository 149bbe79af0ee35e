package io.cairn.compat.mooncake;

import io.cairn.error.CairnException;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.objects.ObjectStatus;
import io.cairn.layer.objects.ObjectStore;
import io.cairn.layer.objects.ObjectStoreBuilder;
import io.cairn.layer.objects.PutResult;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store of objects in the shape of Mooncake's. Thread-safe. Methods do not throw: they return 0
 * or a size, or a negative code of {@link ObjectStatus}; those that return data return nothing
 * where something is wrong. Null arguments are the exception.
 *
 * <p>It is used between {@link #setup} and {@link #close}; before and after that everything gives
 * -600. Closing ends this node's segment, and what is only there is gone.
 */
public final class MooncakeDistributedStore {

    /** The limit of a node's segment unless another is given, in bytes. */
    public static final long GLOBAL_SEGMENT_SIZE = 16_777_216;

    /** The longest value that is put from an array unless another is given, in bytes. */
    public static final long LOCAL_BUFFER_SIZE = 1_073_741_824;

    /** How the store is reached unless something else is given. */
    public static final String PROTOCOL = "tcp";

    private static final byte[] NOTHING = {};

    private final Consumer<ObjectStoreBuilder> more;

    private final Addresses addresses = new Addresses();

    private volatile @Nullable Node node;

    /** Makes a store that is not set up. */
    public MooncakeDistributedStore() {
        this(builder -> {});
    }

    /**
     * Makes a store that is not set up, and says what it has beside what a setup can say: more
     * segments, leases.
     *
     * @param more called by the setup
     */
    public MooncakeDistributedStore(Consumer<ObjectStoreBuilder> more) {
        this.more = more;
    }

    /**
     * Sets up with a segment of {@link #GLOBAL_SEGMENT_SIZE} over {@link #PROTOCOL}.
     *
     * @param localHostname this node's name
     * @param metadataServer {@code http://host:port/metadata} or {@code P2PHANDSHAKE}
     * @param masterServerAddr the master's address
     * @return 0 or a code
     */
    public int setup(String localHostname, String metadataServer, String masterServerAddr) {
        return setup(
                localHostname,
                metadataServer,
                GLOBAL_SEGMENT_SIZE,
                LOCAL_BUFFER_SIZE,
                PROTOCOL,
                "",
                masterServerAddr);
    }

    /**
     * Sets up.
     *
     * @param localHostname this node's name, such as {@code localhost} or {@code localhost:12345};
     *     without a port one from 12300 to 14300 is made up, and none is opened
     * @param metadataServer {@code http://host:port/metadata} or {@code P2PHANDSHAKE}; not called
     * @param globalSegmentSize the limit of this node's segment in bytes; 0 for none
     * @param localBufferSize the longest value that is put from an array, in bytes; a longer one
     *     gives -10
     * @param protocol {@code local}; {@code tcp} with addresses of this machine; {@code unix}; any
     *     other gives -1012
     * @param rdmaDevices always empty
     * @param masterServerAddr the master's address; with {@code unix} the socket of a Cairn server,
     *     whose database then has a segment that all its clients share
     * @return 0 or a code; -1 when it is set up
     */
    public synchronized int setup(
            String localHostname,
            String metadataServer,
            long globalSegmentSize,
            long localBufferSize,
            String protocol,
            String rdmaDevices,
            String masterServerAddr) {
        if (node != null) {
            return ObjectStatus.INTERNAL_ERROR.code();
        }
        Setup setup =
                new Setup(
                        localHostname,
                        metadataServer,
                        globalSegmentSize,
                        localBufferSize,
                        protocol,
                        rdmaDevices,
                        masterServerAddr);
        return code(() -> {
            node = Node.open(setup, more);
            return 0;
        });
    }

    /**
     * Stores an object unless the key has one.
     *
     * @param key the key
     * @param value the bytes
     * @return 0, also when the key has an object; or a code
     */
    public int put(String key, byte[] value) {
        return put(key, value, null);
    }

    /**
     * Stores an object unless the key has one.
     *
     * @param key the key
     * @param value the bytes
     * @param config how it is stored; null for one copy anywhere
     * @return 0, also when the key has an object; or a code
     */
    public int put(String key, byte[] value, @Nullable ReplicateConfig config) {
        return code(() -> {
            staged(value.length);
            return code(store().put(key, value, ReplicateConfig.of(config)));
        });
    }

    /**
     * Stores the concatenation of parts unless the key has an object.
     *
     * @param key the key
     * @param parts the parts
     * @return 0, also when the key has an object; or a code
     */
    public int putParts(String key, byte[]... parts) {
        return putParts(key, null, parts);
    }

    /**
     * Stores the concatenation of parts unless the key has an object.
     *
     * @param key the key
     * @param config how it is stored; null for one copy anywhere
     * @param parts the parts
     * @return 0, also when the key has an object; or a code
     */
    public int putParts(String key, @Nullable ReplicateConfig config, byte[]... parts) {
        return code(() -> {
            List<MemorySegment> segments =
                    Arrays.stream(parts).map(MemorySegment::ofArray).toList();
            staged(segments.stream().mapToLong(MemorySegment::byteSize).sum());
            return code(store().putParts(key, segments, ReplicateConfig.of(config)));
        });
    }

    /**
     * Stores several objects.
     *
     * @param keys the keys; of a repeated one the first value is stored
     * @param values as many values
     * @return 0, or the code of the first that failed
     */
    public int putBatch(List<String> keys, List<byte[]> values) {
        return putBatch(keys, values, null);
    }

    /**
     * Stores several objects.
     *
     * @param keys the keys; of a repeated one the first value is stored
     * @param values as many values
     * @param config how all are stored; null for one copy anywhere
     * @return 0, or the code of the first that failed
     */
    public int putBatch(List<String> keys, List<byte[]> values, @Nullable ReplicateConfig config) {
        return code(() -> {
            values.forEach(value -> staged(value.length));
            return store().putAll(keys, values, ReplicateConfig.of(config)).stream()
                    .mapToInt(MooncakeDistributedStore::code)
                    .filter(code -> code != 0)
                    .findFirst()
                    .orElse(0);
        });
    }

    /**
     * Reads an object.
     *
     * @param key the key
     * @return the bytes; none when there is no such object or it cannot be read
     */
    public byte[] get(String key) {
        byte[][] value = {NOTHING};
        code(() -> {
            value[0] = store().get(key).orElse(NOTHING);
            return 0;
        });
        return value[0];
    }

    /**
     * Reads several objects.
     *
     * @param keys the keys
     * @return the bytes in the order of the keys; none where there is no such object
     */
    public List<byte[]> getBatch(List<String> keys) {
        return keys.stream().map(this::get).toList();
    }

    /**
     * Lends an object.
     *
     * @param key the key
     * @return its bytes, to be closed by the caller; null when there is no such object
     */
    public @Nullable BufferHandle getBuffer(String key) {
        List<BufferHandle> found = new ArrayList<>(1);
        code(() -> {
            store().getBuffer(key).ifPresent(object -> found.add(new BufferHandle(object)));
            return 0;
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    /**
     * Tells whether there is an object.
     *
     * @param key the key
     * @return 1 or 0, or a code
     */
    public int isExist(String key) {
        return code(() -> store().exists(key) ? 1 : 0);
    }

    /**
     * Tells for several keys whether there is an object.
     *
     * @param keys the keys
     * @return 1 or 0 or a code for each
     */
    public List<Integer> batchIsExist(List<String> keys) {
        return keys.stream().map(this::isExist).toList();
    }

    /**
     * Returns the size of an object.
     *
     * @param key the key
     * @return bytes, or a code
     */
    public long getSize(String key) {
        return size(() -> store().size(key).orElse(ObjectStatus.OBJECT_NOT_FOUND.code()));
    }

    /**
     * Removes an object.
     *
     * @param key the key
     * @return 0 or a code
     */
    public int remove(String key) {
        return code(() -> store().remove(key) ? 0 : ObjectStatus.OBJECT_NOT_FOUND.code());
    }

    /**
     * Removes the objects in whose keys an expression is found.
     *
     * @param regex the expression, of RE2: it has no back-references and looks not around
     * @return how many were removed, or a code
     */
    public long removeByRegex(String regex) {
        return size(() -> store().removeMatching(regex));
    }

    /**
     * Removes all objects.
     *
     * @return how many were removed, or a code
     */
    public long removeAll() {
        return size(() -> store().removeAll(false));
    }

    /**
     * Registers memory, which the calls with addresses need.
     *
     * @param buffer writable native memory that stays allocated until it is unregistered; it must
     *     not overlap registered memory
     * @return 0 or a code
     */
    public int registerBuffer(MemorySegment buffer) {
        return code(() -> {
            addresses.add(store().register(buffer));
            return 0;
        });
    }

    /**
     * Ends the registration of memory.
     *
     * @param bufferPtr the address where it begins
     * @return 0 or a code
     */
    public int unregisterBuffer(long bufferPtr) {
        return addresses.remove(bufferPtr) ? 0 : ObjectStatus.INVALID_PARAMS.code();
    }

    /**
     * Stores registered memory unless the key has an object.
     *
     * @param key the key
     * @param bufferPtr the address where the bytes begin
     * @param size how many
     * @return 0, also when the key has an object; or a code
     */
    public int putFrom(String key, long bufferPtr, long size) {
        return putFrom(key, bufferPtr, size, null);
    }

    /**
     * Stores registered memory unless the key has an object.
     *
     * @param key the key
     * @param bufferPtr the address where the bytes begin
     * @param size how many
     * @param config how it is stored; null for one copy anywhere
     * @return 0, also when the key has an object; or a code
     */
    public int putFrom(String key, long bufferPtr, long size, @Nullable ReplicateConfig config) {
        return code(() ->
                code(
                        store().putFrom(
                                        key,
                                        addresses.range(bufferPtr, size),
                                        ReplicateConfig.of(config))));
    }

    /**
     * Copies an object to registered memory.
     *
     * @param key the key
     * @param bufferPtr the address where it goes
     * @param size how much room is there, in bytes
     * @return the size of the object in bytes, or a code
     */
    public long getInto(String key, long bufferPtr, long size) {
        return size(() ->
                store().getInto(key, addresses.range(bufferPtr, size))
                        .orElse(ObjectStatus.OBJECT_NOT_FOUND.code()));
    }

    /**
     * Stores several pieces of registered memory.
     *
     * @param keys the keys; of a repeated one the first is stored
     * @param bufferPtrs as many addresses
     * @param sizes as many sizes, in bytes
     * @return 0 or a code for each
     */
    public List<Integer> batchPutFrom(List<String> keys, List<Long> bufferPtrs, List<Long> sizes) {
        return batchPutFrom(keys, bufferPtrs, sizes, null);
    }

    /**
     * Stores several pieces of registered memory.
     *
     * @param keys the keys; of a repeated one the first is stored
     * @param bufferPtrs as many addresses
     * @param sizes as many sizes, in bytes
     * @param config how all are stored; null for one copy anywhere
     * @return 0 or a code for each
     */
    public List<Integer> batchPutFrom(
            List<String> keys,
            List<Long> bufferPtrs,
            List<Long> sizes,
            @Nullable ReplicateConfig config) {
        List<Integer> codes = new ArrayList<>();
        boolean matching = keys.size() == bufferPtrs.size() && keys.size() == sizes.size();
        for (int i = 0; i < keys.size(); i++) {
            codes.add(
                    matching
                            ? putFrom(keys.get(i), bufferPtrs.get(i), sizes.get(i), config)
                            : ObjectStatus.INVALID_PARAMS.code());
        }
        return codes;
    }

    /**
     * Copies several objects to registered memory.
     *
     * @param keys the keys
     * @param bufferPtrs as many addresses
     * @param sizes how much room is there for each, in bytes
     * @return the size in bytes or a code for each
     */
    public List<Long> batchGetInto(List<String> keys, List<Long> bufferPtrs, List<Long> sizes) {
        List<Long> results = new ArrayList<>();
        boolean matching = keys.size() == bufferPtrs.size() && keys.size() == sizes.size();
        for (int i = 0; i < keys.size(); i++) {
            results.add(
                    matching
                            ? getInto(keys.get(i), bufferPtrs.get(i), sizes.get(i))
                            : ObjectStatus.INVALID_PARAMS.code());
        }
        return results;
    }

    /**
     * Returns the name of this node's segment, which can be a preferred segment.
     *
     * @return host and port; empty when it is not set up
     */
    public String getHostname() {
        Node current = node;
        return current == null ? "" : current.hostname();
    }

    /**
     * Ends it. What is only in this node's segment is gone.
     *
     * @return 0, also when it is not set up
     */
    public synchronized int close() {
        Node current = node;
        if (current == null) {
            return 0;
        }
        node = null;
        addresses.clear();
        return code(() -> {
            current.close();
            return 0;
        });
    }

    private ObjectStore store() {
        return current().store();
    }

    private Node current() {
        Node current = node;
        if (current == null) {
            throw new TransactionStateException(
                    "the store is not set up", "status", ObjectStatus.INVALID_PARAMS);
        }
        return current;
    }

    /** Refuses what does not fit into the local buffer. */
    private void staged(long bytes) {
        current().checkStaged(bytes);
    }

    private static int code(PutResult result) {
        return result.isPresent() ? 0 : result.status().code();
    }

    private static int code(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (CairnException e) {
            return ObjectStatus.of(e).code();
        }
    }

    private static long size(LongSupplier work) {
        try {
            return work.getAsLong();
        } catch (CairnException e) {
            return ObjectStatus.of(e).code();
        }
    }
}
