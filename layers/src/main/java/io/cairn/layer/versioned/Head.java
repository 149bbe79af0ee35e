package io.cairn.layer.versioned;

import io.cairn.api.ReadView;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/** The row of the newest version. Immutable, thread-safe. */
final class Head {

    private final Layout layout;

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

    void write(WriteView view, Version version) {
        view.put(layout.head(), Tuple.of(version.element(), layout.columns()).pack());
    }

    /**
     * Tells whether a version is the newest.
     *
     * @throws InvalidArgumentException when there is no such version yet
     */
    boolean isNewest(ReadView view, Version version) {
        Version newest = read(view);
        if (version.compareTo(newest) > 0) {
            throw new InvalidArgumentException(
                    "the store has no such version yet", "version", version, "newest", newest);
        }
        return version.equals(newest);
    }
}
