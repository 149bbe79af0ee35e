package io.cairn.storage.rocksdb;

import io.cairn.config.Components;
import io.cairn.engine.Engine;
import io.cairn.engine.EngineProvider;
import java.util.Map;

/** Makes engines of type {@code rocksdb}; found by {@link java.util.ServiceLoader}. Stateless. */
public final class RocksDbProvider implements EngineProvider {

    /** Creates a provider. */
    public RocksDbProvider() {}

    @Override
    public String type() {
        return RocksDbEngine.TYPE;
    }

    @Override
    public Engine open(Map<String, Object> options, Components components) {
        return RocksDbEngine.open(RocksDbConfig.bind(options));
    }
}
