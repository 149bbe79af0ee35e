/** The in-memory engine of Cairn, found by its type name {@code memory}. */
module io.cairn.storage.memory {
    requires io.cairn.core;
    requires static org.jspecify;

    exports io.cairn.storage.memory;

    provides io.cairn.engine.EngineProvider with
            io.cairn.storage.memory.MemoryEngineProvider;
}
