/**
 * Approximate nearest neighbours: indexes of vectors, built in bulk and served from a mapped file.
 */
module io.cairn.hnsw {
    requires transitive io.cairn.core;
    requires info.picocli;
    requires jdk.unsupported;
    requires tools.jackson.databind;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports io.cairn.hnsw;
    exports io.cairn.hnsw.cli;
    exports io.cairn.hnsw.vector;

    // picocli fills the fields of commands and options.
    opens io.cairn.hnsw.cli to
            info.picocli;
}
