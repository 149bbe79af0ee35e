package io.cairn.bench.suite.store;

import io.cairn.bench.suite.data.Audit;
import java.util.Arrays;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * H2's MVStore. Its maps have no transactions of their own, and each writing call is committed to
 * the file. Thread-safe.
 */
final class MvStore extends LockedMapStore {

    private final boolean synced;
    private final MVStore store;
    private final MVMap<byte[], byte[]> map;

    private MvStore(StoreSettings settings, MVStore store, MVMap<byte[], byte[]> map) {
        super(settings, map);
        this.synced = settings.synced();
        this.store = store;
        this.map = map;
    }

    static MvStore open(StoreSettings settings) {
        MVStore store =
                new MVStore.Builder()
                        .fileName(settings.directory().resolve("mvstore").toString())
                        .cacheSize((int) (settings.cacheBytes() >> 20))
                        .autoCommitDisabled()
                        .open();
        return new MvStore(
                settings,
                store,
                store.openMap(
                        "bench",
                        new MVMap.Builder<byte[], byte[]>()
                                .keyType(ByteArrays.INSTANCE)
                                .valueType(ByteArrayDataType.INSTANCE)));
    }

    @Override
    void commit() {
        store.commit();
        if (synced) {
            store.sync();
        }
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        byte[] end = scan.end();
        Cursor<byte[], byte[]> cursor = map.cursor(scan.begin(), end, scan.reverse());
        for (long left = scan.limit(); left > 0 && cursor.hasNext(); left--) {
            byte[] key = cursor.next();
            if (end != null && Arrays.equals(key, end)) {
                return;
            }
            if (scan.lent()) {
                audit.entry(key, cursor.getValue());
            } else {
                audit.entry(key.clone(), cursor.getValue().clone());
            }
        }
    }

    @Override
    public void flush() {
        store.commit();
        store.sync();
    }

    @Override
    public void close() {
        store.close();
    }
}
