package io.cairn.testing.mutant;

import io.cairn.engine.StorageEngine;
import io.cairn.testing.fault.ForwardingEngine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gives every keyspace that a user makes the identifier of the first one. */
final class SharedKeyspaces extends ForwardingEngine {

    private final Map<String, Integer> first = new ConcurrentHashMap<>();

    SharedKeyspaces(StorageEngine inner) {
        super(inner);
    }

    @Override
    public int keyspace(String name) {
        int own = super.keyspace(name);
        return name.isEmpty() || name.startsWith("cairn.")
                ? own
                : first.computeIfAbsent("first", unused -> own);
    }
}
