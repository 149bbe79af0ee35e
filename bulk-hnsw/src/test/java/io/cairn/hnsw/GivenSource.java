package io.cairn.hnsw;

import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A source whose parts a test replaces. Used by one thread. */
class GivenSource implements VectorSource {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final float[][] vectors;
    private int next;

    GivenSource(float[][] vectors) {
        this.vectors = vectors;
    }

    long id(int row) {
        return row;
    }

    /** Is called before a row is read. */
    void before(int row) {}

    @Override
    public int dimension() {
        return vectors[0].length;
    }

    @Override
    public long count() {
        return vectors.length;
    }

    @Override
    public int read(MemorySegment rows, long rowBytes, long[] ids, int max) {
        int count = Math.min(max, vectors.length - next);
        for (int i = 0; i < count; i++) {
            before(next);
            MemorySegment.copy(vectors[next], 0, rows, FLOAT, i * rowBytes, vectors[next].length);
            ids[i] = id(next);
            next++;
        }
        return count;
    }

    @Override
    public String name() {
        return "given";
    }

    @Override
    public void close() {
        throw new AssertionError("a build does not close its source");
    }
}
