package io.cairn.layer.search;

import io.cairn.api.Entry;
import io.cairn.api.WriteView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of rows that depend on what is stored there. Used by one thread, for one change. */
final class RowEdits {

    /** Changes a row. */
    @FunctionalInterface
    interface Edit {
        /** Returns the new value of what is stored; null is no row, on either side. */
        byte @Nullable [] apply(byte @Nullable [] stored);
    }

    private final List<byte[]> rows = new ArrayList<>();
    private final List<Edit> edits = new ArrayList<>();

    /** Notes a change of a row, of which there may be one. */
    void add(byte[] row, Edit edit) {
        rows.add(row);
        edits.add(edit);
    }

    /**
     * Reads all rows and writes what they become. Writes come first and in one call: it checks the
     * lengths of all before it writes any.
     */
    void apply(WriteView view) {
        List<byte @Nullable []> stored = view.getAll(rows);
        List<Entry> written = new ArrayList<>();
        List<byte[]> removed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            byte[] after = edits.get(i).apply(stored.get(i));
            if (after == null) {
                removed.add(rows.get(i));
            } else {
                written.add(new Entry(rows.get(i), after));
            }
        }
        view.putAll(written);
        view.deleteAll(removed);
    }
}
