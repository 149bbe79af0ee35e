package io.cairn.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a join's right side that may belong to a row of the left one: in memory, by the
 * values of the key, or by reading them by key. Used by one thread; whoever opened it closes it.
 *
 * <p>How many rows there are on either side is not known beforehand. So where rows can be read by
 * key they are, and from time to time it is tried whether all of the right side is no more than
 * what the reads so far have cost; then it is kept in memory (as one rents skis until to buy them
 * would have been cheaper; Karlin, Manasse, Rudolph and Sleator, "Competitive snoopy caching",
 * Algorithmica 1988).
 */
final class RightSide implements AutoCloseable {

    private static final int READS_FIRST = 16;

    /** About how many rows of a scan cost as much as one that is read by key. */
    private static final int ROWS_PER_READ = 16;

    /** A row of the right side. */
    static final class Partner {
        final @Nullable Object[] row;
        boolean met;

        private Partner(@Nullable Object[] row) {
            this.row = row;
        }
    }

    private final Join join;
    private final Run run;
    private final Map<List<@Nullable Object>, List<Partner>> byKey = new HashMap<>();
    private final List<Partner> all = new ArrayList<>();
    private final List<Partner> found = new ArrayList<>();
    private boolean inMemory;

    /** The rows that were read by key; one that is not there counts as well. */
    private long reads;

    private long triedNextAt = READS_FIRST;

    RightSide(Join join, Run run) {
        this.join = join;
        this.run = run;
        if (join.lookup() == null) {
            try {
                inMemory = read(Long.MAX_VALUE);
            } catch (RuntimeException | Error e) {
                close();
                throw e;
            }
        }
    }

    /** Returns what equals the key of a row; of no use after the next call. */
    Iterator<Partner> partners(@Nullable Object[] left) {
        List<@Nullable Object> key = key(left, join.leftKey());
        if (key == null) {
            return List.<Partner>of().iterator();
        }
        Join.Lookup lookup = join.lookup();
        if (lookup != null && !inMemory) {
            forget(found);
            if (reads >= triedNextAt) {
                triedNextAt = 2 * reads;
                inMemory = read(Math.min(ROWS_PER_READ * reads, run.room()));
            }
            if (!inMemory) {
                lookUp(lookup, left);
                return found.iterator();
            }
        }
        return byKey.getOrDefault(key, List.of()).iterator();
    }

    /** Returns all rows, where none is read by key. */
    Iterator<Partner> all() {
        return all.iterator();
    }

    private void lookUp(Join.Lookup lookup, @Nullable Object[] left) {
        run.outer(lookup.correlation(), left);
        try (Rows rights = lookup.source().open(run)) {
            for (@Nullable Object[] row = rights.next(); row != null; row = rights.next()) {
                found.add(new Partner(row));
                run.hold();
            }
        }
        reads += Math.max(1, found.size());
    }

    /** Reads all rows; false, and none, when there are more than that. */
    private boolean read(long rowsMax) {
        boolean keepsLonely = join.type().generatesNullsOnLeft();
        long left = rowsMax;
        try (Rows rights = join.right().open(run)) {
            for (@Nullable Object[] row = rights.next(); row != null; row = rights.next()) {
                if (left-- == 0) {
                    byKey.clear();
                    forget(all);
                    return false;
                }
                List<@Nullable Object> key = key(row, join.rightKey());
                if (key == null && !keepsLonely) {
                    continue;
                }
                Partner partner = new Partner(row);
                all.add(partner);
                run.hold();
                if (key != null) {
                    byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(partner);
                }
            }
        }
        return true;
    }

    /** Returns what rows with the same values have in common; null when one is NULL. */
    private static @Nullable List<@Nullable Object> key(
            @Nullable Object[] row, List<Integer> columns) {
        List<@Nullable Object> key = new ArrayList<>(columns.size());
        for (int column : columns) {
            Object value = row[column];
            if (value == null) {
                return null;
            }
            key.add(Values.hashed(value));
        }
        return key;
    }

    private void forget(List<Partner> partners) {
        run.release(partners.size());
        partners.clear();
    }

    @Override
    public void close() {
        forget(found);
        forget(all);
    }
}
