package io.cairn.layer.blob;

import io.cairn.api.ReadView;
import io.cairn.api.Sizes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads all of a blob into memory, where it is verified: several chunks in one call, each copied
 * once. Used once, by one thread.
 *
 * @param view the layout's keyspace
 * @param layout where the chunks are
 * @param id the blob
 * @param record its record
 */
record WholeRead(ReadView view, Layout layout, BlobId id, BlobRecord record) {

    private static final int STEP_BYTES = 4 << 20;

    /**
     * Reads.
     *
     * @param target as long as the blob; empty of it when this fails, so that nobody takes what is
     *     damaged for the blob
     */
    void into(MemorySegment target) {
        try {
            chunks(target);
            verify(target);
        } catch (RuntimeException | Error e) {
            target.fill((byte) 0);
            throw e;
        }
    }

    private void chunks(MemorySegment target) {
        int step = Math.max(1, STEP_BYTES / record.chunkBytes());
        List<byte[]> keys = new ArrayList<>();
        List<MemorySegment> parts = new ArrayList<>();
        long chunks = record.chunks();
        for (long i = 0; i < chunks; i++) {
            keys.add(layout.chunk(record.content(), i));
            parts.add(target.asSlice(i * record.chunkBytes(), record.chunkBytes(i)));
            if (keys.size() == step || i == chunks - 1) {
                check(view.segments().getAllInto(keys, parts), i + 1 - keys.size());
                keys.clear();
                parts.clear();
            }
        }
    }

    private void check(long[] sizes, long first) {
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == Sizes.ABSENT) {
                throw BlobInput.damaged("a chunk of a blob is missing", id, first + i);
            }
            if (sizes[i] != record.chunkBytes(first + i)) {
                throw BlobInput.damaged("a chunk of a blob has a wrong length", id, first + i);
            }
        }
    }

    private void verify(MemorySegment target) {
        long chunks = record.chunks();
        if (view.exists(layout.chunk(record.content(), chunks))) {
            throw BlobInput.damaged("a blob has chunks behind its end", id, chunks);
        }
        BlobId actual = BlobId.ofContent(target);
        if (!actual.equals(id)) {
            throw BlobInput.other(id, actual);
        }
    }
}
