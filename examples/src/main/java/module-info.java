/** Programs that show how Cairn is used; the build runs each of them. */
module io.cairn.examples {
    requires io.cairn.core;
    requires io.cairn.hnsw;
    requires io.cairn.layers;
    requires io.cairn.ipc.client;
    requires io.cairn.ipc.server;
    requires io.cairn.storage.rocksdb;
    requires io.cairn.vectors.grpc;
    // Only one example needs it; the others should not bring an interpreter with them.
    requires static io.cairn.triggers.python;
    requires static org.jspecify;
    requires tools.jackson.databind;

    // Jackson reads and makes the examples' records.
    opens io.cairn.examples to
            tools.jackson.databind;
}
