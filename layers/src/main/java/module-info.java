/** Data models on ordered keys. */
module io.cairn.layers {
    requires transitive io.cairn.core;
    requires jdk.httpserver;
    requires re2j;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports io.cairn.compat.mooncake;
    exports io.cairn.layer.blob;
    exports io.cairn.layer.eav;
    exports io.cairn.layer.nstore;
    exports io.cairn.layer.objects;
    exports io.cairn.layer.objects.http;
    exports io.cairn.layer.search;
    exports io.cairn.layer.tuple;
    exports io.cairn.layer.versioned;
}
