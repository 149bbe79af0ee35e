package io.cairn.txn;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks several disjoint ranges of a view one after another, so that ranges a transaction has
 * removed are neither walked nor counted as read. Used by one thread at a time.
 */
final class GapsCursor implements EngineCursor {

    private final EngineSnapshot view;
    private final int keyspace;
    private final Direction direction;
    private final Iterator<KeyRange> gaps;
    private @Nullable EngineCursor current;

    GapsCursor(EngineSnapshot view, int keyspace, List<KeyRange> gaps, Direction direction) {
        this.view = view;
        this.keyspace = keyspace;
        this.direction = direction;
        this.gaps = (direction == Direction.FORWARD ? gaps : gaps.reversed()).iterator();
    }

    @Override
    public boolean next() {
        while (true) {
            if (current != null) {
                if (current.next()) {
                    return true;
                }
                current.close();
                current = null;
            }
            if (!gaps.hasNext()) {
                return false;
            }
            current = view.cursor(keyspace, gaps.next(), direction);
        }
    }

    @Override
    public MemorySegment key() {
        return current().key();
    }

    @Override
    public MemorySegment value() {
        return current().value();
    }

    @Override
    public byte[] keyBytes() {
        return current().keyBytes();
    }

    @Override
    public byte[] valueBytes() {
        return current().valueBytes();
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private EngineCursor current() {
        return Objects.requireNonNull(current, "no current entry");
    }
}
