/** Vector searches over gRPC. */
module io.cairn.vectors.grpc {
    requires transitive io.cairn.core;
    requires transitive io.cairn.hnsw;
    requires transitive com.google.common;
    requires transitive com.google.protobuf;
    requires transitive io.grpc;
    requires transitive io.grpc.stub;
    requires info.picocli;
    requires io.grpc.netty;
    requires io.grpc.protobuf;
    requires java.logging;
    // What gRPC's archives, which do not say so, load.
    requires com.google.common.util.concurrent.internal;
    requires io.netty.codec.http2;
    requires static org.jspecify;

    exports io.cairn.vectors.grpc;
    exports io.cairn.vectors.grpc.cli;
    exports io.cairn.vectors.grpc.v1;

    // picocli fills the fields of the command.
    opens io.cairn.vectors.grpc.cli to
            info.picocli;
}
