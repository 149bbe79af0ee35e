package io.cairn.layer.objects;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.layer.tuple.Subspace;

/**
 * A named place for objects, which an {@link ObjectStore} mounts. Thread-safe. It belongs to the
 * one store that mounts it, which closes it.
 *
 * <p>A memory segment is as fast as memory, and what is in it is gone when it is unmounted. A
 * stored segment keeps objects in a keyspace of any database: in RocksDB they outlive the process,
 * and over IPC they lie in another one.
 */
public sealed interface Segment permits Shelf {

    /** The smallest limit of a segment, in bytes. */
    long BYTES_MIN = MemoryPool.ALIGNMENT;

    /**
     * Makes a segment of native memory, which is taken from the system when it is first needed.
     *
     * @param name its name, of 1 to 255 characters
     * @param bytesMax the most bytes it has, at least {@link #BYTES_MIN}
     * @return the segment, with nothing in it
     * @throws io.cairn.error.InvalidArgumentException when the name or the limit is out of range
     */
    static Segment memory(String name, long bytesMax) {
        return new MemoryShelf(name, bytesMax);
    }

    /**
     * Makes a segment without limit in a part of a keyspace.
     *
     * @param name its name, of 1 to 255 characters; stored objects remember where they are by it
     * @param database the database, which stays open as long as the segment is mounted, and is
     *     closed by who opened it
     * @param keyspace where in the database
     * @param subspace what its keys begin with; nothing else may be in it
     * @return the segment, with what is stored there
     * @throws io.cairn.error.InvalidArgumentException when the name is out of range
     */
    static Segment stored(String name, Database database, Keyspace keyspace, Subspace subspace) {
        return stored(name, database, keyspace, subspace, Long.MAX_VALUE);
    }

    /**
     * Makes a segment with a limit in a part of a keyspace. The store that mounts it counts the
     * bytes of the objects that it knows; so with a limit no other store may write to it.
     *
     * @param name its name, of 1 to 255 characters; stored objects remember where they are by it
     * @param database the database, which stays open as long as the segment is mounted, and is
     *     closed by who opened it
     * @param keyspace where in the database
     * @param subspace what its keys begin with; nothing else may be in it
     * @param bytesMax the most bytes of objects, at least {@link #BYTES_MIN}
     * @return the segment, with what is stored there
     * @throws io.cairn.error.InvalidArgumentException when the name or the limit is out of range
     */
    static Segment stored(
            String name, Database database, Keyspace keyspace, Subspace subspace, long bytesMax) {
        return new KeyspaceShelf(name, database, keyspace, subspace, bytesMax);
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    String name();

    /**
     * Returns the limit.
     *
     * @return the most bytes; {@link Long#MAX_VALUE} for none
     */
    long bytesMax();

    /**
     * Returns how much of the limit is used, by objects and by removed ones that are still read.
     *
     * @return bytes, never more than the limit; 0 for a segment without limit, which does not count
     */
    long bytesUsed();

    /**
     * Tells whether objects outlive the store.
     *
     * @return true for a stored segment
     */
    boolean isPersistent();
}
