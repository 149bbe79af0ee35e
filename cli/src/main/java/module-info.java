/** The command line of Cairn. */
module io.cairn.cli {
    requires info.picocli;
    requires io.cairn.core;
    requires io.cairn.hnsw;
    requires io.cairn.ipc.server;
    requires io.cairn.storage.rocksdb;
    requires io.cairn.vectors.grpc;
    requires me.tongfei.progressbar;
    requires org.jline;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports io.cairn.cli;

    // picocli fills the fields of commands and options.
    opens io.cairn.cli to
            info.picocli;
    opens io.cairn.cli.data to
            info.picocli;
}
