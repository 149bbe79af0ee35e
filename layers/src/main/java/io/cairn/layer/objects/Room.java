package io.cairn.layer.objects;

/** Room for one replica that is not written yet. */
sealed interface Room {

    /** Where it is. */
    Shelf shelf();

    /** Gives it back. */
    void release();

    /** Returns the replica that fills it. */
    Replica fill(ObjectEntry entry);

    /**
     * Room in memory.
     *
     * @param shelf where it is
     * @param block the memory
     */
    record OfMemory(MemoryShelf shelf, Block block) implements Room {

        @Override
        public void release() {
            shelf.free(block);
        }

        @Override
        public Replica fill(ObjectEntry entry) {
            return new MemoryReplica(entry, shelf, block);
        }
    }

    /**
     * Room in a keyspace.
     *
     * @param shelf where it is
     * @param bytes how much
     */
    record OfKeyspace(KeyspaceShelf shelf, long bytes) implements Room {

        @Override
        public void release() {
            shelf.release(bytes);
        }

        @Override
        public Replica fill(ObjectEntry entry) {
            return new KeyspaceReplica(entry, shelf);
        }
    }
}
