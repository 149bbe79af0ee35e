package io.cairn.bench.suite.store;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.ScanOptions;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.bench.options.EqualOptions;
import io.cairn.bench.suite.data.Audit;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.CairnConfig;
import io.cairn.error.RetryableException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cairn through its public API, whatever is behind it. Thread-safe. */
final class CairnStore implements BenchStore {

    private final Database db;
    private final @Nullable Path directory;
    private final @Nullable ServerChild server;

    private CairnStore(Database db, @Nullable Path directory, @Nullable ServerChild server) {
        this.db = db;
        this.directory = directory;
        this.server = server;
    }

    static BenchStore memory(StoreSettings settings) {
        CairnConfig config = CairnConfig.of("memory", Map.of()).with(settings.durability());
        return new CairnStore(Cairn.open(config), null, null);
    }

    static BenchStore rocksDb(StoreSettings settings) {
        return new CairnStore(Cairn.open(rocksDbConfig(settings)), settings.directory(), null);
    }

    static BenchStore overIpc(StoreSettings settings) throws Exception {
        ServerChild server = ServerChild.start(settings);
        return new CairnStore(server.connect(), settings.directory(), server);
    }

    static CairnConfig rocksDbConfig(StoreSettings settings) {
        return EqualOptions.cairn(
                settings.directory(), settings.cacheBytes(), settings.durability());
    }

    @Override
    public void put(byte[] key, byte[] value) {
        db.put(key, value);
    }

    @Override
    public void putAll(List<Entry> entries) {
        db.putAll(entries);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return db.get(key);
    }

    @Override
    public boolean getLent(byte[] key, Audit audit) {
        return db.segments()
                        .read(
                                MemorySegment.ofArray(key),
                                value -> {
                                    audit.value(value);
                                    return Boolean.TRUE;
                                })
                != null;
    }

    @Override
    public void delete(byte[] key) {
        db.delete(key);
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        byte[] begin = scan.begin();
        KeyRange range = KeyRange.of(begin == null ? Bytes.EMPTY : begin, scan.end());
        ScanOptions options = ScanOptions.all().limit(scan.limit());
        try (Cursor cursor = db.scan(range, scan.reverse() ? options.reverse() : options)) {
            if (scan.lent()) {
                while (cursor.next()) {
                    audit.entry(cursor.keySegment(), cursor.valueSegment());
                }
            } else {
                while (cursor.next()) {
                    audit.entry(cursor.key(), cursor.value());
                }
            }
        }
    }

    @Override
    public int transact(Work work) throws Exception {
        int[] runs = new int[1];
        while (true) {
            try {
                db.transact((Transaction tx) -> {
                    runs[0]++;
                    work.run(new View(tx));
                    return null;
                });
                return runs[0];
            } catch (RetryableException e) {
                // Given up after as many runs as the limits allow; nobody else gives up here.
                continue;
            }
        }
    }

    private record View(WriteView view) implements Tx {

        @Override
        public byte @Nullable [] get(byte[] key) {
            return view.get(key);
        }

        @Override
        public void put(byte[] key, byte[] value) {
            view.put(key, value);
        }
    }

    @Override
    public void flush() {
        db.checkpoint();
    }

    @Override
    public long diskBytes() throws Exception {
        return directory == null ? 0 : DirectorySize.of(directory);
    }

    @Override
    public long serverPid() {
        return server == null ? 0 : server.pid();
    }

    @Override
    public void close() throws Exception {
        try (ServerChild child = server) {
            db.close();
        }
    }
}
