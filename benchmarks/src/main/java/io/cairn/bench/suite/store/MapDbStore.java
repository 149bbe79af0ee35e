package io.cairn.bench.suite.store;

import io.cairn.bench.suite.data.Audit;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * MapDB with its write-ahead log. Its transactions are the whole database's, and each writing call
 * is committed to the log. Thread-safe.
 */
final class MapDbStore extends LockedMapStore {

    private final DB db;
    private final BTreeMap<byte[], byte[]> map;

    private MapDbStore(StoreSettings settings, DB db, BTreeMap<byte[], byte[]> map) {
        super(settings, map);
        this.db = db;
        this.map = map;
    }

    static MapDbStore open(StoreSettings settings) {
        DBMaker.Maker maker =
                DBMaker.fileDB(settings.directory().resolve("mapdb").toFile())
                        .fileMmapEnableIfSupported()
                        .transactionEnable();
        DB db = (settings.synced() ? maker : maker.fileSyncDisable()).make();
        return new MapDbStore(
                settings,
                db,
                db.treeMap("bench", Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).createOrOpen());
    }

    @Override
    void commit() {
        db.commit();
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        MapScans.run(map, scan, audit);
    }

    @Override
    public void flush() {
        db.commit();
    }

    @Override
    public void close() {
        db.close();
    }
}
