package io.cairn.testing.mutant;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.Engine;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.testing.fault.ForwardingEngine;
import java.util.function.UnaryOperator;

/** Faults that change what a batch does. */
final class BatchMutants {

    private BatchMutants() {}

    static StorageEngine withoutRangeDeletes(StorageEngine engine) {
        return changing(
                engine,
                batch -> {
                    WriteBatch changed = new WriteBatch();
                    for (int i = 0; i < batch.size(); i++) {
                        if (batch.kind(i) != WriteBatch.Kind.DELETE_RANGE) {
                            copy(batch, i, changed);
                        }
                    }
                    return changed;
                });
    }

    static StorageEngine rangeDeletesWithEnd(StorageEngine engine) {
        return changing(
                engine,
                batch -> {
                    WriteBatch changed = new WriteBatch();
                    for (int i = 0; i < batch.size(); i++) {
                        byte[] end =
                                batch.kind(i) == WriteBatch.Kind.DELETE_RANGE
                                        ? batch.range(i).end()
                                        : null;
                        if (end == null) {
                            copy(batch, i, changed);
                        } else {
                            changed.deleteRange(
                                    batch.keyspace(i),
                                    KeyRange.of(batch.range(i).begin(), Bytes.after(end)));
                        }
                    }
                    return changed;
                });
    }

    static StorageEngine deletesAsEmptyPuts(StorageEngine engine) {
        return changing(
                engine,
                batch -> {
                    WriteBatch changed = new WriteBatch();
                    for (int i = 0; i < batch.size(); i++) {
                        if (batch.kind(i) == WriteBatch.Kind.DELETE) {
                            changed.put(batch.keyspace(i), batch.key(i), Bytes.EMPTY);
                        } else {
                            copy(batch, i, changed);
                        }
                    }
                    return changed;
                });
    }

    static StorageEngine reversed(StorageEngine engine) {
        return changing(
                engine,
                batch -> {
                    WriteBatch changed = new WriteBatch();
                    for (int i = batch.size() - 1; i >= 0; i--) {
                        copy(batch, i, changed);
                    }
                    return changed;
                });
    }

    static StorageEngine withoutLast(StorageEngine engine) {
        return changing(
                engine,
                batch -> {
                    WriteBatch changed = new WriteBatch();
                    for (int i = 0; i < Math.max(1, batch.size() - 1); i++) {
                        copy(batch, i, changed);
                    }
                    return changed;
                });
    }

    static StorageEngine intoDefault(StorageEngine engine) {
        return changing(
                engine,
                batch -> {
                    WriteBatch changed = new WriteBatch();
                    for (int i = 0; i < batch.size(); i++) {
                        copy(batch, i, changed, Engine.DEFAULT_KEYSPACE);
                    }
                    return changed;
                });
    }

    static StorageEngine forgettingVersions(StorageEngine engine) {
        return new ForwardingEngine(engine) {
            @Override
            public void reserveVersion(long version) {
                // Nothing is remembered.
            }
        };
    }

    private static StorageEngine changing(StorageEngine engine, UnaryOperator<WriteBatch> change) {
        return new ForwardingEngine(engine) {
            @Override
            public void apply(WriteBatch batch) {
                super.apply(change.apply(batch));
            }
        };
    }

    private static void copy(WriteBatch from, int i, WriteBatch to) {
        copy(from, i, to, from.keyspace(i));
    }

    private static void copy(WriteBatch from, int i, WriteBatch to, int keyspace) {
        switch (from.kind(i)) {
            case PUT -> to.put(keyspace, from.key(i), from.value(i));
            case DELETE -> to.delete(keyspace, from.key(i));
            case DELETE_RANGE -> to.deleteRange(keyspace, from.range(i));
        }
    }
}
