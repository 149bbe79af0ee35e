package io.cairn.bench.suite.store;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The JDK's sorted map: no files, no batches, no transactions. Thread-safe. */
final class SkipListStore implements BenchStore {

    private final ConcurrentNavigableMap<byte[], byte[]> map =
            new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

    @Override
    public void put(byte[] key, byte[] value) {
        map.put(key, value);
    }

    @Override
    public void putAll(List<Entry> entries) {
        for (Entry entry : entries) {
            map.put(entry.key(), entry.value());
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = map.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public boolean getLent(byte[] key, Audit audit) {
        byte[] value = map.get(key);
        if (value == null) {
            return false;
        }
        audit.value(value);
        return true;
    }

    @Override
    public void delete(byte[] key) {
        map.remove(key);
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        MapScans.run(map, scan, audit);
    }

    @Override
    public int transact(Work work) {
        throw new UnsupportedOperationException("the map has no transactions");
    }

    @Override
    public void flush() {
        // Nothing lies elsewhere.
    }

    @Override
    public long diskBytes() {
        return 0;
    }

    @Override
    public void close() {
        map.clear();
    }
}
