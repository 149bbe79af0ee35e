package io.cairn.ipc.server.session;

import io.cairn.api.Database;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.EngineProvider;
import io.cairn.engine.StorageEngine;
import io.cairn.local.LocalDatabase;
import java.util.Map;
import java.util.ServiceLoader;

/** Databases on engines that tests can hold up. */
final class Engines {

    private Engines() {}

    static StorageEngine memory() {
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
            if (provider.type().equals("memory")) {
                return (StorageEngine) provider.open(Map.of(), Components.system());
            }
        }
        throw new AssertionError("there is no memory engine");
    }

    static Database open(StorageEngine engine, Durability durability) {
        return LocalDatabase.open(engine, durability, Limits.defaults(), Components.system());
    }
}
