package io.cairn.hnsw;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Which rows are deleted. Thread-safe. */
final class Tombstones {

    private final @Nullable MemorySegment section;

    /**
     * Takes the bits.
     *
     * @param section as in the file; null when no row is deleted
     */
    Tombstones(@Nullable MemorySegment section) {
        this.section = section;
    }

    /** Tells whether there is none. */
    boolean isEmpty() {
        return section == null;
    }

    boolean isDeleted(int row) {
        return section != null
                && (section.get(GraphSections.LONG, (long) (row / Long.SIZE) * Long.BYTES)
                                        >>> (row % Long.SIZE)
                                & 1)
                        != 0;
    }
}
