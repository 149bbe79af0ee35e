package io.cairn.engine;

/**
 * What an engine is and can do; stated once, asserted by the contract suite.
 *
 * @param type the provider's type name
 * @param persistent whether data outlives {@code close}
 * @param exportable whether {@code exportTo} works
 * @param keyBytesMax the longest key the engine can store, in bytes
 * @param copiesValues whether {@link StorageEngine#apply} copies values, so that their arrays may
 *     change when it has returned
 */
public record EngineInfo(
        String type,
        boolean persistent,
        boolean exportable,
        int keyBytesMax,
        boolean copiesValues) {}
