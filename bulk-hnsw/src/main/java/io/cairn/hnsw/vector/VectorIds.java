package io.cairn.hnsw.vector;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Gives vectors the ids of a file: unsigned 64-bit integers, little-endian, one for each vector in
 * their order, and nothing else. Stateless and thread-safe.
 *
 * <p>Without such a file ids are row numbers, from 0 on.
 */
public final class VectorIds {

    private static final ValueLayout.OfLong ID =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** So many ids are taken from the file at once. */
    private static final int PIECE_IDS = 8192;

    private VectorIds() {}

    /**
     * Gives vectors other ids.
     *
     * @param source the vectors, none of which has been read yet
     * @param file the ids
     * @return the same vectors, to be used by one thread at a time; closing it closes {@code
     *     source}, which stays open when this fails
     * @throws io.cairn.error.InvalidArgumentException when there is no such file
     * @throws CorruptionException when there are not as many ids as vectors, or two of them are
     *     equal
     * @throws io.cairn.error.UnavailableException when the file cannot be read
     */
    public static VectorSource withIds(VectorSource source, Path file) {
        return FileBytes.source(file, false, bytes -> checked(source, bytes));
    }

    private static VectorSource checked(VectorSource source, FileBytes bytes) {
        if (bytes.size() % Long.BYTES != 0 || bytes.size() / Long.BYTES != source.count()) {
            throw FileFailure.format(
                    "there must be one id of 8 bytes for each vector",
                    bytes.path(),
                    "bytes",
                    bytes.size(),
                    "vectors",
                    source.count(),
                    "bytes expected",
                    source.count() * Long.BYTES);
        }
        DistinctIds.check(new Pieces(bytes), source.count(), bytes.path());
        return new WithIds(source, bytes);
    }

    /** The ids of a file, taken piece by piece. */
    private static final class Pieces implements DistinctIds.Ids {
        private final FileBytes bytes;
        private final MemorySegment piece = MemorySegment.ofArray(new long[PIECE_IDS]);
        private long first = -PIECE_IDS;

        Pieces(FileBytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public long at(long row) {
            if (row < first || row >= first + PIECE_IDS) {
                first = row - row % PIECE_IDS;
                long left = bytes.size() - first * Long.BYTES;
                bytes.read(first * Long.BYTES, piece, 0, Math.min(left, piece.byteSize()));
            }
            return piece.get(ID, (row - first) * Long.BYTES);
        }
    }

    /** Another source's vectors with the ids of a file. */
    private static final class WithIds extends RowSource {
        private final VectorSource source;
        private final FileBytes bytes;

        WithIds(VectorSource source, FileBytes bytes) {
            super(source.name(), source.dimension(), source.count());
            this.source = source;
            this.bytes = bytes;
        }

        @Override
        void copyRows(long first, int wanted, MemorySegment rows, long rowBytes) {
            long[] ignored = new long[wanted];
            int done = 0;
            while (done < wanted) {
                int count =
                        source.read(
                                rows.asSlice(done * rowBytes), rowBytes, ignored, wanted - done);
                if (count == 0) {
                    throw FileFailure.format(
                            "the vectors end before their ids do; they may have been read before",
                            bytes.path(),
                            "row",
                            first + done);
                }
                done += count;
            }
        }

        @Override
        void copyIds(long first, int wanted, long[] ids) {
            MemorySegment target = MemorySegment.ofArray(ids);
            long length = (long) wanted * Long.BYTES;
            bytes.read(first * Long.BYTES, target, 0, length);
            for (int i = 0; i < wanted; i++) {
                ids[i] = target.get(ID, (long) i * Long.BYTES);
            }
        }

        @Override
        @Nullable MemorySegment mapped() {
            return source instanceof RowSource rows ? rows.inPlace() : null;
        }

        @Override
        CairnException fault(InternalError e) {
            return source instanceof RowSource rows ? rows.fault(e) : super.fault(e);
        }

        @Override
        void checkUnchanged() {
            if (source instanceof RowSource rows) {
                rows.checkUnchanged();
            }
        }

        @Override
        void release() {
            try (bytes) {
                source.close();
            }
        }
    }
}
