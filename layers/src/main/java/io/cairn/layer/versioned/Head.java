package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/** The rows of the newest and of the oldest version. Thread-safe. */
final class Head {

    private final Layout layout;

    /** Whether there was once a row with the right number of columns. */
    private volatile boolean checked;

    Head(Layout layout) {
        this.layout = layout;
    }

    Version read(ReadView view) {
        byte[] key = layout.head();
        byte @Nullable [] stored = view.get(key);
        if (stored == null) {
            return Version.START;
        }
        long columns = Stored.value(key, stored, tuple -> tuple.integer(1));
        if (columns != layout.columns()) {
            throw new InvalidArgumentException(
                    "the store was made with another number of columns",
                    "columns",
                    layout.columns(),
                    "stored",
                    columns);
        }
        return Stored.value(key, stored, tuple -> Version.of(tuple.integer(0)));
    }

    /**
     * Checks the number of columns. What is done later depends on the row or on a change, which
     * there is only with the row.
     *
     * @throws InvalidArgumentException when the store has another one
     */
    void check(ReadView view) {
        if (!checked && view.exists(layout.head())) {
            read(view);
            checked = true;
        }
    }

    /**
     * Returns the newest version, for a change to begin with; the first one makes the store.
     *
     * @param settled where what is read causes no conflict
     */
    Version begin(ReadView settled, WriteView view) {
        if (!settled.exists(layout.head())) {
            write(view, read(view));
        }
        return read(settled);
    }

    void write(WriteView view, Version version) {
        view.put(layout.head(), Tuple.of(version.element(), layout.columns()).pack());
    }

    /** Returns the oldest version that can be read. */
    Version oldest(ReadView view) {
        byte[] key = layout.oldest();
        byte @Nullable [] stored = view.get(key);
        return stored == null
                ? Version.START
                : Stored.value(key, stored, tuple -> Version.of(tuple.integer(0)));
    }

    void writeOldest(WriteView view, Version version) {
        view.put(layout.oldest(), Tuple.of(version.element()).pack());
    }

    /**
     * Returns the newest version.
     *
     * @throws InvalidArgumentException when another is newer
     */
    Version newestFor(ReadView view, Version version) {
        Version newest = read(view);
        if (version.compareTo(newest) > 0) {
            throw new InvalidArgumentException(
                    "the store has no such version yet", "version", version, "newest", newest);
        }
        return newest;
    }

    /**
     * Tells whether a version is the newest.
     *
     * @throws InvalidArgumentException when there is no such version yet, or no more
     */
    boolean isNewest(ReadView view, Version version) {
        if (version.equals(newestFor(view, version))) {
            return true;
        }
        Version oldest = oldest(view);
        if (version.compareTo(oldest) < 0) {
            throw new InvalidArgumentException(
                    "the version has been pruned", "version", version, "oldest", oldest);
        }
        return false;
    }
}
