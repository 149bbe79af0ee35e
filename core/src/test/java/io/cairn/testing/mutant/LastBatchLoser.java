package io.cairn.testing.mutant;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.testing.fault.ForwardingEngine;
import org.jspecify.annotations.Nullable;

/**
 * Undoes at close the last batch, by putting back every keyspace that it touched. Used with the
 * model, whose snapshots cost nothing.
 */
final class LastBatchLoser extends ForwardingEngine {

    private @Nullable EngineSnapshot before;
    private @Nullable WriteBatch last;
    private boolean closed;

    LastBatchLoser(StorageEngine inner) {
        super(inner);
    }

    @Override
    public void apply(WriteBatch batch) {
        WriteBatch touched = new WriteBatch();
        for (int i = 0; i < batch.size(); i++) {
            touched.deleteRange(batch.keyspace(i), KeyRange.all());
        }
        before = snapshot();
        last = touched;
        super.apply(batch);
    }

    @Override
    public void dropKeyspace(int keyspace) {
        last = null;
        super.dropKeyspace(keyspace);
    }

    @Override
    public void close() {
        if (!closed && last != null && before != null) {
            super.apply(undo(last, before));
        }
        closed = true;
        super.close();
    }

    private static WriteBatch undo(WriteBatch touched, EngineSnapshot before) {
        WriteBatch undo = new WriteBatch();
        undo.addAll(touched);
        for (int i = 0; i < touched.size(); i++) {
            try (EngineCursor cursor =
                    before.cursor(touched.keyspace(i), KeyRange.all(), Direction.FORWARD)) {
                while (cursor.next()) {
                    undo.put(touched.keyspace(i), cursor.keyBytes(), cursor.valueBytes());
                }
            }
        }
        return undo;
    }
}
