package io.cairn.hnsw.file;

import static io.cairn.hnsw.file.LittleEndian.U64;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds an id that occurs twice among more than fit into memory: each pass sorts as many of the
 * smallest ids as fit and that no earlier pass had. Stateless.
 */
final class RepeatedId {

    /** How many ids are sorted at once: 32 MiB. */
    static final int MEMORY_IDS = 4 << 20;

    private RepeatedId() {}

    /**
     * Returns an id that occurs twice, or null.
     *
     * @param ids 8 bytes each
     * @param capacity how many may be sorted at once, 2 or more
     */
    static @Nullable Long find(MemorySegment ids, int capacity) {
        long count = ids.byteSize() / Long.BYTES;
        long[] kept = new long[(int) Math.min(capacity, count)];
        long from = Long.MIN_VALUE;
        while (true) {
            long upTo = Long.MAX_VALUE;
            int size = 0;
            for (long i = 0; i < count; i++) {
                long id = ids.get(U64, i * Long.BYTES);
                if (id < from || id > upTo) {
                    continue;
                }
                if (size == kept.length) {
                    Long twice = sortAndFind(kept, size);
                    if (twice != null) {
                        return twice;
                    }
                    size /= 2;
                    upTo = kept[size - 1];
                    if (id > upTo) {
                        continue;
                    }
                }
                kept[size++] = id;
            }
            Long twice = sortAndFind(kept, size);
            if (twice != null || upTo == Long.MAX_VALUE) {
                return twice;
            }
            from = upTo + 1;
        }
    }

    private static @Nullable Long sortAndFind(long[] ids, int size) {
        Arrays.sort(ids, 0, size);
        for (int i = 1; i < size; i++) {
            if (ids[i] == ids[i - 1]) {
                return ids[i];
            }
        }
        return null;
    }
}
