package io.cairn.hnsw;

import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The vectors of an index that are not deleted, in the order of their rows. */
final class IndexVectors implements VectorSource {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final IndexFile file;
    private final SearchPool pool;
    private final MappedReads reads;
    private int next;

    IndexVectors(IndexFile file, SearchPool pool, MappedReads reads) {
        this.file = file;
        this.pool = pool;
        this.reads = reads;
    }

    @Override
    public int dimension() {
        return file.header().dimension();
    }

    @Override
    public long count() {
        return file.header().rows() - file.header().deleted();
    }

    @Override
    public int read(MemorySegment rows, long rowBytes, long[] ids, int max) {
        return reads.read(() -> copy(rows, rowBytes, ids, max));
    }

    private int copy(MemorySegment rows, long rowBytes, long[] ids, int max) {
        int count = 0;
        while (count < max && next < file.header().rows()) {
            if (!pool.tombstones().isDeleted(next)) {
                float[] vector = pool.components(next);
                MemorySegment.copy(vector, 0, rows, FLOAT, count * rowBytes, vector.length);
                ids[count++] = pool.ids().id(next);
            }
            next++;
        }
        return count;
    }

    @Override
    public String name() {
        return file.path().toString();
    }

    @Override
    public void close() {
        // The index is closed by whoever opened it.
    }
}
