package io.cairn.layer.versioned;

import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.RowCursor;
import io.cairn.layer.tuple.Tuple;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tuples of an earlier version: those whose last event up to it, in the scan of their history,
 * added them. Used by one thread.
 */
final class HistoryRows extends RowCursor {

    private final Scan events;
    private final int columns;
    private final Version version;
    private final Pattern pattern;

    /** The tuple whose events are being read. */
    private @Nullable Tuple reading;

    private @Nullable Tuple row;

    HistoryRows(Scan events, int columns, Version version, Pattern pattern) {
        this.events = events;
        this.columns = columns;
        this.version = version;
        this.pattern = pattern;
    }

    @Override
    public boolean next() {
        boolean alive = false;
        Tuple tuple = reading;
        if (tuple != null) {
            alive = aliveAfterEvent(false);
        }
        while (events.next()) {
            Tuple next = events.row((key, _) -> key.slice(0, columns));
            reading = next;
            if (tuple != null && !next.equals(tuple)) {
                if (alive && pattern.matches(tuple)) {
                    row = tuple;
                    return true;
                }
                alive = false;
            }
            tuple = next;
            alive = aliveAfterEvent(alive);
        }
        reading = null;
        row = tuple;
        return tuple != null && alive && pattern.matches(tuple);
    }

    private boolean aliveAfterEvent(boolean before) {
        return events.row((key, value) ->
                key.integer(columns) <= version.element() ? Stored.flag(value, 0) : before);
    }

    @Override
    public Tuple row() {
        return Objects.requireNonNull(row, "row");
    }

    @Override
    public void close() {
        events.close();
    }
}
