package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import java.lang.foreign.MemorySegment;

/**
 * Vectors to be read once, from the first to the last. Used by one thread at a time; whoever opened
 * it closes it.
 */
public interface VectorSource extends AutoCloseable {

    /**
     * Returns the components of a vector.
     *
     * @return 1 to 65,536
     */
    int dimension();

    /**
     * Returns how many vectors there are.
     *
     * @return 0 to 2,147,483,647; exact, also before the first is read
     */
    long count();

    /**
     * Reads vectors that come next.
     *
     * @param rows where to put them: {@code float32[max][dimension]} in little-endian order, with
     *     gaps; what lies between rows is left alone
     * @param rowBytes the distance between the beginnings of two rows, in bytes
     * @param ids where to put their ids, at indexes 0 to max - 1
     * @param max how many may be read, at least 1
     * @return how many were read; 0 only at the end
     * @throws CairnException when the source is damaged or cannot be read; it names the file and
     *     the row
     */
    int read(MemorySegment rows, long rowBytes, long[] ids, int max);

    /**
     * Returns what it reads from, for messages.
     *
     * @return such as {@code vectors.npy}
     */
    String name();

    @Override
    void close();
}
