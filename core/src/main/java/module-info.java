/** Cairn's API, the engine interface, and serializable transactions over any engine. */
module io.cairn.core {
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports io.cairn;
    exports io.cairn.api;
    exports io.cairn.argument;
    exports io.cairn.bytes;
    exports io.cairn.config;
    exports io.cairn.engine;
    exports io.cairn.error;
    exports io.cairn.filter;

    uses io.cairn.api.DatabaseProvider;
    uses io.cairn.engine.EngineProvider;
    uses io.cairn.filter.FilterLibrary;
}
