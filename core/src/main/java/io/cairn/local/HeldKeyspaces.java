package io.cairn.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keyspaces that a snapshot or transaction has used, held until it ends. Thread-safe but for
 * {@link #release}, which nothing may overlap; costs nothing until there is one.
 */
final class HeldKeyspaces {

    private volatile @Nullable Map<LocalKeyspace, Integer> tickets;

    void hold(LocalKeyspace keyspace) {
        if (!keyspace.isDefault()) {
            Map<LocalKeyspace, Integer> held = tickets;
            if (held == null || !held.containsKey(keyspace)) {
                (held == null ? create() : held).computeIfAbsent(keyspace, LocalKeyspace::hold);
            }
        }
    }

    void release() {
        Map<LocalKeyspace, Integer> held = tickets;
        if (held != null) {
            held.forEach(LocalKeyspace::release);
            held.clear();
        }
    }

    private synchronized Map<LocalKeyspace, Integer> create() {
        Map<LocalKeyspace, Integer> held = tickets;
        if (held == null) {
            held = new ConcurrentHashMap<>(4);
            tickets = held;
        }
        return held;
    }
}
