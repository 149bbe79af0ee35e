package io.cairn.layer.versioned;

import io.cairn.layer.nstore.RowCursor;
import io.cairn.layer.tuple.Tuple;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tuples of a version with edits on top; in the order of tuples when those of the version are.
 * Used by one thread.
 */
final class EditedRows extends RowCursor {

    private final RowCursor base;
    private final Map<Tuple, Boolean> edits;
    private final Iterator<Tuple> additions;
    private @Nullable Tuple addition;
    private @Nullable Tuple held;
    private @Nullable Tuple row;

    /**
     * Makes a cursor.
     *
     * @param base the tuples of the version, closed with this
     * @param edits whether each tuple is added, in the order of tuples
     */
    EditedRows(RowCursor base, Map<Tuple, Boolean> edits) {
        this.base = base;
        this.edits = edits;
        additions = edits.keySet().stream().filter(tuple -> edits.get(tuple)).iterator();
        addition = nextAddition();
        held = nextUnedited();
    }

    private @Nullable Tuple nextAddition() {
        return additions.hasNext() ? additions.next() : null;
    }

    private @Nullable Tuple nextUnedited() {
        while (base.next()) {
            Tuple tuple = base.row();
            if (!edits.containsKey(tuple)) {
                return tuple;
            }
        }
        return null;
    }

    @Override
    public boolean next() {
        boolean adds = addition != null && (held == null || addition.compareTo(held) < 0);
        if (adds) {
            row = addition;
            addition = nextAddition();
        } else {
            row = held;
            held = held == null ? null : nextUnedited();
        }
        return row != null;
    }

    @Override
    public Tuple row() {
        return Objects.requireNonNull(row, "row");
    }

    @Override
    public void close() {
        base.close();
    }
}
