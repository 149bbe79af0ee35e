/** Data models on ordered keys. */
module io.cairn.layers {
    requires transitive io.cairn.core;
    requires transitive io.cairn.toon;
    requires transitive tools.jackson.databind;
    requires jdk.httpserver;
    requires re2j;
    requires static org.jspecify;

    exports io.cairn.compat.found;
    exports io.cairn.compat.mooncake;
    exports io.cairn.compat.sochdb.embedded;
    exports io.cairn.compat.yokan;
    exports io.cairn.layer.blob;
    exports io.cairn.layer.collection;
    exports io.cairn.layer.eav;
    exports io.cairn.layer.index;
    exports io.cairn.layer.nstore;
    exports io.cairn.layer.objects.http;
    exports io.cairn.layer.objects;
    exports io.cairn.layer.search;
    exports io.cairn.layer.sql;
    exports io.cairn.layer.trigger;
    exports io.cairn.layer.tuple;
    exports io.cairn.layer.versioned;

    uses io.cairn.layer.collection.DocumentFilterLibrary;
    uses io.cairn.layer.sql.SqlProvider;

    provides io.cairn.filter.FilterLibrary with
            io.cairn.layer.collection.DocumentFilters;
}
