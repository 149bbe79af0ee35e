package io.cairn.bench.suite.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes a map directly, under the lock of its only writer. Used by one thread. */
record MapTx(Map<byte[], byte[]> map) implements BenchStore.Tx {

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = map.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public void put(byte[] key, byte[] value) {
        map.put(key, value);
    }
}
