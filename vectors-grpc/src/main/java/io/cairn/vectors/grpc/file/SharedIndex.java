package io.cairn.vectors.grpc.file;

import io.cairn.hnsw.HnswIndex;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open index that many hold at once; closed when the last has let go. Thread-safe. Whoever makes
 * it holds it.
 */
public final class SharedIndex {

    private final HnswIndex index;
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * Takes over an index.
     *
     * @param index the open index; closed by this
     */
    public SharedIndex(HnswIndex index) {
        this.index = index;
    }

    /**
     * Returns the index, for those who hold it.
     *
     * @return the index, not to be closed
     */
    public HnswIndex index() {
        return index;
    }

    /**
     * Holds the index until {@link #release}.
     *
     * @return false when it was closed already, and is not held
     */
    public boolean hold() {
        int before = holders.get();
        while (before > 0) {
            if (holders.compareAndSet(before, before + 1)) {
                return true;
            }
            before = holders.get();
        }
        return false;
    }

    /** Lets go. */
    public void release() {
        if (holders.decrementAndGet() == 0) {
            index.close();
        }
    }
}
