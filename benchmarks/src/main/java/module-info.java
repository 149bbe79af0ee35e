/** Measurements of Cairn and its peers; not a library. */
@org.jspecify.annotations.NullMarked
module io.cairn.benchmarks {
    requires io.cairn.core;
    requires io.cairn.storage.memory;
    requires io.cairn.storage.rocksdb;
    requires static org.jspecify;
    requires jmh.core;
    requires lmdbjava;
    requires rocksdbjni;
}
