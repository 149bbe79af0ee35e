/** Measurements of Cairn and its peers; not a library. */
@org.jspecify.annotations.NullMarked
module io.cairn.benchmarks {
    requires com.google.common;
    requires fdb.java;
    requires hnswlib.core;
    requires info.picocli;
    requires io.cairn.core;
    requires io.cairn.hnsw;
    requires io.cairn.ipc.client;
    requires io.cairn.ipc.server;
    requires io.cairn.layers;
    requires io.cairn.storage.memory;
    requires io.cairn.storage.rocksdb;
    requires io.grpc;
    requires io.grpc.netty;
    requires io.grpc.stub;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires java.management;
    requires static org.jspecify;
    requires jmh.core;
    requires jvector;
    requires lmdbjava;
    requires org.apache.lucene.core;
    requires me.tongfei.progressbar;
    requires rocksdbjni;

    // picocli fills the fields of commands.
    opens io.cairn.bench.suite to
            info.picocli;
}
