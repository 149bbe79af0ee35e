package io.cairn.layer.versioned;

import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a store must do, done by copying whole sets of tuples. */
final class Model {

    /** The tuples of every version; version i is made by the i-th applied change. */
    final List<Set<Tuple>> versions = new ArrayList<>(List.of(Set.of()));

    /** A change and all that it has read. */
    static final class Pending {
        final int base;
        final Map<Tuple, Boolean> edits = new HashMap<>();
        final List<Predicate<Tuple>> reads = new ArrayList<>();
        @Nullable Integer applied;

        Pending(int base) {
            this.base = base;
        }
    }

    int newest() {
        return versions.size() - 1;
    }

    Pending begin() {
        return new Pending(newest());
    }

    Set<Tuple> seen(Pending change, Predicate<Tuple> pattern) {
        change.reads.add(pattern);
        Set<Tuple> seen = new HashSet<>(versions.get(change.base));
        change.edits.forEach((tuple, added) -> edit(seen, tuple, added));
        seen.removeIf(pattern.negate());
        return seen;
    }

    boolean ask(Pending change, Tuple tuple) {
        Boolean edited = change.edits.get(tuple);
        return edited != null ? edited : !seen(change, tuple::equals).isEmpty();
    }

    boolean remove(Pending change, Tuple tuple) {
        boolean alive = ask(change, tuple);
        if (alive) {
            change.edits.put(tuple, false);
        }
        return alive;
    }

    /** The tuples that are in one version and not in the other. */
    Map<Tuple, Boolean> diff(int from, int to) {
        Map<Tuple, Boolean> edits = new HashMap<>();
        versions.get(from).forEach(tuple -> edits.put(tuple, false));
        versions.get(to)
                .forEach(tuple -> {
                    if (edits.remove(tuple) == null) {
                        edits.put(tuple, true);
                    }
                });
        return edits;
    }

    Set<Tuple> conflicts(Pending change) {
        Set<Tuple> conflicts = new HashSet<>();
        for (int version = change.base; version < newest(); version++) {
            for (Tuple tuple : diff(version, version + 1).keySet()) {
                if (change.reads.stream().anyMatch(read -> read.test(tuple))) {
                    conflicts.add(tuple);
                }
            }
        }
        return conflicts;
    }

    int apply(Pending change) {
        Set<Tuple> next = new HashSet<>(versions.getLast());
        change.edits.forEach((tuple, added) -> edit(next, tuple, added));
        versions.add(next);
        change.applied = newest();
        return newest();
    }

    private static void edit(Set<Tuple> tuples, Tuple tuple, boolean added) {
        if (added) {
            tuples.add(tuple);
        } else {
            tuples.remove(tuple);
        }
    }
}
