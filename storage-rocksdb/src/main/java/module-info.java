/** The RocksDB engine: {@code Cairn.open("rocksdb:/path")}. */
module io.cairn.storage.rocksdb {
    requires transitive io.cairn.core;
    requires rocksdbjni;
    requires static org.jspecify;

    exports io.cairn.storage.rocksdb;

    provides io.cairn.engine.EngineProvider with
            io.cairn.storage.rocksdb.RocksDbProvider;
}
