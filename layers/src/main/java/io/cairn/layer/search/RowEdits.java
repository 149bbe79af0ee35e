package io.cairn.layer.search;

import io.cairn.api.Entry;
import io.cairn.api.WriteView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of rows that depend on what is stored there, of several documents together. Used by one
 * thread, for one change.
 */
final class RowEdits {

    /** Changes a row. */
    @FunctionalInterface
    interface Edit {
        /** Returns the new value of what is stored; null is no row, on either side. */
        byte @Nullable [] apply(byte @Nullable [] stored);

        /** Returns this edit followed by another. */
        default Edit then(Edit next) {
            return stored -> next.apply(apply(stored));
        }
    }

    private final Map<ByteBuffer, Edit> edits = new LinkedHashMap<>();

    /** Notes a change of a row, which follows those that were noted of it before. */
    void add(byte[] row, Edit edit) {
        edits.merge(ByteBuffer.wrap(row), edit, Edit::then);
    }

    /**
     * Reads all rows and writes what they become. Writes come first and in one call: it checks the
     * lengths of all before it writes any.
     */
    void apply(WriteView view) {
        List<byte[]> rows = edits.keySet().stream().map(ByteBuffer::array).toList();
        List<byte @Nullable []> stored = view.getAll(rows);
        List<Entry> written = new ArrayList<>();
        List<byte[]> removed = new ArrayList<>();
        int at = 0;
        for (Edit edit : edits.values()) {
            byte[] row = rows.get(at);
            byte[] after = edit.apply(stored.get(at));
            at++;
            if (after == null) {
                removed.add(row);
            } else {
                written.add(new Entry(row, after));
            }
        }
        view.putAll(written);
        view.deleteAll(removed);
    }
}
