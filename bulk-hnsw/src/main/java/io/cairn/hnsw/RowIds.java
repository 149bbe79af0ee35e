package io.cairn.hnsw;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which id a row has and which row an id. Thread-safe. */
final class RowIds {

    static final int NONE = -1;

    private final @Nullable MemorySegment section;
    private final int rows;
    private volatile @Nullable Sorted sorted;

    /** All ids in order, and the row of each. */
    private record Sorted(long[] ids, int[] rows) {}

    /**
     * Takes the ids.
     *
     * @param section as in the file; null where ids are the numbers of rows
     */
    RowIds(@Nullable MemorySegment section, int rows) {
        this.section = section;
        this.rows = rows;
    }

    long id(int row) {
        return section == null ? row : section.get(GraphSections.LONG, (long) row * Long.BYTES);
    }

    /** Returns the row of an id; {@link #NONE} when there is none. */
    int row(long id) {
        if (section == null) {
            return id >= 0 && id < rows ? (int) id : NONE;
        }
        Sorted all = sorted();
        int at = Arrays.binarySearch(all.ids(), id);
        return at < 0 ? NONE : all.rows()[at];
    }

    private Sorted sorted() {
        Sorted all = sorted;
        if (all == null) {
            synchronized (this) {
                all = sorted;
                if (all == null) {
                    all = sort();
                    sorted = all;
                }
            }
        }
        return all;
    }

    private Sorted sort() {
        long[] ids = new long[rows];
        Arrays.setAll(ids, this::id);
        Arrays.sort(ids);
        int[] byId = new int[rows];
        for (int row = 0; row < rows; row++) {
            byId[Arrays.binarySearch(ids, id(row))] = row;
        }
        return new Sorted(ids, byId);
    }
}
