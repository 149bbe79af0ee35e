package io.cairn.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keyspaces that a snapshot or transaction has used, held until it ends. Thread-safe but for {@link #release}, which nothing may overlap. */
final class HeldKeyspaces {

    private final Map<LocalKeyspace, Integer> tickets = new ConcurrentHashMap<>(4);

    void hold(LocalKeyspace keyspace) {
        if (!keyspace.isDefault() && !tickets.containsKey(keyspace)) {
            tickets.computeIfAbsent(keyspace, LocalKeyspace::hold);
        }
    }

    void release() {
        tickets.forEach(LocalKeyspace::release);
        tickets.clear();
    }
}
