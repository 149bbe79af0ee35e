package io.cairn.layer.objects;

import java.lang.foreign.MemorySegment;

/** One copy of an object. Thread-safe. */
sealed interface Replica permits MemoryReplica, KeyspaceReplica {

    /** What came of copying a replica. */
    enum Copied {
        /** The bytes are those that were stored. */
        INTACT,
        /** The replica went meanwhile. */
        GONE,
        /** The bytes are not those that were stored. */
        DAMAGED
    }

    ObjectEntry entry();

    Shelf shelf();

    /** Copies the object to memory of its size. */
    Copied copyTo(MemorySegment target);

    /** Tells whether somebody reads it. */
    boolean isRead();

    /** Ends it once nobody reads it any more. */
    void retire();
}
