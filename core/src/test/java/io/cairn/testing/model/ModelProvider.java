package io.cairn.testing.model;

import io.cairn.config.Components;
import io.cairn.engine.Engine;
import io.cairn.engine.EngineProvider;
import io.cairn.engine.StorageEngine;
import io.cairn.error.ConfigException;
import java.util.Map;
import java.util.function.Function;

/**
 * Opens model engines under the type name {@code model}. Stateless.
 *
 * <p>Options, both objects that only a test can give: {@code disk}, a {@link ModelDisk} to open
 * (default: a new one), and {@code wrap}, a function from the storage engine to the engine that
 * core gets (default: the same).
 */
public final class ModelProvider implements EngineProvider {

    /** Creates the provider. */
    public ModelProvider() {}

    @Override
    public String type() {
        return "model";
    }

    @Override
    @SuppressWarnings("unchecked")
    public Engine open(Map<String, Object> options, Components components) {
        for (String name : options.keySet()) {
            if (!name.equals("disk") && !name.equals("wrap")) {
                throw new ConfigException(
                        "/engineOptions/" + name + ": unknown option", "known", "disk, wrap");
            }
        }
        ModelDisk disk = (ModelDisk) options.getOrDefault("disk", new ModelDisk());
        Function<StorageEngine, Engine> wrap =
                (Function<StorageEngine, Engine>) options.getOrDefault("wrap", Function.identity());
        return wrap.apply(new ModelEngine(disk));
    }
}
