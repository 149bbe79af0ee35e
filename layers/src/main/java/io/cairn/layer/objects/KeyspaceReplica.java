package io.cairn.layer.objects;

import java.lang.foreign.MemorySegment;

/**
 * A copy in a keyspace. Immutable, thread-safe. Who reads it finds chunks missing when it went
 * meanwhile.
 *
 * @param entry whose it is
 * @param shelf where it is
 */
record KeyspaceReplica(ObjectEntry entry, KeyspaceShelf shelf) implements Replica {

    @Override
    public Copied copyTo(MemorySegment target) {
        if (!shelf.read(entry.token(), target)) {
            return Copied.DAMAGED;
        }
        Checksum sum = new Checksum();
        sum.add(target);
        return sum.value() == entry.checksum() ? Copied.INTACT : Copied.DAMAGED;
    }

    @Override
    public boolean isRead() {
        return false;
    }

    @Override
    public void retire() {
        // There is nothing in this process to give back.
    }
}
