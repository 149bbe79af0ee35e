package io.cairn.hnsw.vector;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.LimitException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds ids that occur twice. Needs 8 bytes of memory per id unless they ascend. */
final class DistinctIds {

    private static final long COUNT_MAX = Integer.MAX_VALUE - 8;

    private DistinctIds() {}

    /** Ids by their row. */
    interface Ids {
        long at(long row);
    }

    /** Refuses ids of which two are equal, naming both rows. */
    static void check(Ids ids, long count, Object source) {
        if (!ascending(ids, count) && duplicate(ids, count, source) instanceof Long id) {
            throw refused(ids, count, id, source);
        }
    }

    private static boolean ascending(Ids ids, long count) {
        for (long row = 1; row < count; row++) {
            if (Long.compareUnsigned(ids.at(row - 1), ids.at(row)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Long duplicate(Ids ids, long count, Object source) {
        if (count > COUNT_MAX) {
            throw new LimitException(
                    "there are too many ids to sort them; give them in ascending order",
                    "ids",
                    count,
                    "source",
                    source);
        }
        long[] sorted = new long[(int) count];
        for (int row = 0; row < sorted.length; row++) {
            sorted[row] = ids.at(row);
        }
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return sorted[i];
            }
        }
        return null;
    }

    private static CorruptionException refused(Ids ids, long count, long id, Object source) {
        long first = next(ids, count, id, 0);
        long second = next(ids, count, id, first + 1);
        return new CorruptionException(
                ErrorCode.FORMAT,
                "two vectors have the same id; give each one its own",
                null,
                "source",
                source,
                "id",
                Long.toUnsignedString(id),
                "row",
                first,
                "other row",
                second);
    }

    private static long next(Ids ids, long count, long id, long from) {
        long row = from;
        while (row < count - 1 && ids.at(row) != id) {
            row++;
        }
        return row;
    }
}
