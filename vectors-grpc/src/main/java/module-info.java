/** Vector searches over gRPC. */
module io.cairn.vectors.grpc {
    requires transitive io.cairn.core;
    requires transitive io.cairn.hnsw;
    requires com.google.common;
    requires com.google.protobuf;
    requires info.picocli;
    requires io.grpc;
    requires io.grpc.netty;
    requires io.grpc.protobuf;
    requires io.grpc.stub;
    requires java.logging;
    requires static org.jspecify;

    exports io.cairn.vectors.grpc;
    exports io.cairn.vectors.grpc.cli;
    exports io.cairn.vectors.grpc.v1;

    // picocli fills the fields of the command.
    opens io.cairn.vectors.grpc.cli to
            info.picocli;
}
