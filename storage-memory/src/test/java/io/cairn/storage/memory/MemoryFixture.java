package io.cairn.storage.memory;

import io.cairn.testing.contract.EngineFixture;
import java.util.Map;

/** Databases over the memory engine. */
public final class MemoryFixture extends EngineFixture {

    /** Creates the fixture {@code memory}. */
    public MemoryFixture() {
        super("memory", "memory", new Promises(false, false, true));
    }

    @Override
    protected Map<String, Object> fresh() {
        return Map.of();
    }
}
