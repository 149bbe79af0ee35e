package io.cairn.bench.suite.store;

import io.cairn.config.Durability;
import java.nio.file.Path;

/**
 * How to open a store.
 *
 * @param directory where its files are; exists
 * @param cacheBytes what it may keep of its files in memory
 * @param durability what a write survives
 * @param transactions whether transactions will be asked for
 * @param dataBytes about how many bytes of keys and values there will be
 */
public record StoreSettings(
        Path directory,
        long cacheBytes,
        Durability durability,
        boolean transactions,
        long dataBytes) {

    boolean synced() {
        return durability == Durability.SYNC;
    }
}
