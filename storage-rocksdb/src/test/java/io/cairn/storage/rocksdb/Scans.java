package io.cairn.storage.rocksdb;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Scans for tests. */
final class Scans {

    private Scans() {}

    static List<byte[]> keys(EngineSnapshot view, int keyspace) {
        List<byte[]> keys = new ArrayList<>();
        try (EngineCursor cursor = view.cursor(keyspace, KeyRange.all(), Direction.FORWARD)) {
            while (cursor.next()) {
                keys.add(cursor.keyBytes());
            }
        }
        return keys;
    }
}
