package io.cairn.layer.objects;

import io.cairn.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mounted segments. Thread-safe. */
final class Mounts {

    private volatile Map<String, Shelf> shelves = Map.of();

    /** Adds a segment, behind the others. */
    synchronized void add(Shelf shelf) {
        if (shelves.containsKey(shelf.name())) {
            throw new InvalidArgumentException(
                    "a segment of that name is mounted",
                    ObjectStatus.CONTEXT,
                    ObjectStatus.SEGMENT_ALREADY_EXISTS,
                    "segment",
                    shelf.name());
        }
        if (!shelf.mount()) {
            throw new InvalidArgumentException(
                    "a segment belongs to the one store that mounted it; make another one",
                    ObjectStatus.CONTEXT,
                    ObjectStatus.SEGMENT_ALREADY_EXISTS,
                    "segment",
                    shelf.name());
        }
        Map<String, Shelf> more = new LinkedHashMap<>(shelves);
        more.put(shelf.name(), shelf);
        shelves = more;
    }

    /** Takes a segment away; returns it, or null when it is not mounted. */
    synchronized @Nullable Shelf remove(String name) {
        Map<String, Shelf> rest = new LinkedHashMap<>(shelves);
        Shelf shelf = rest.remove(name);
        shelves = rest;
        return shelf;
    }

    @Nullable Shelf find(String name) {
        return shelves.get(name);
    }

    List<Shelf> all() {
        return List.copyOf(shelves.values());
    }

    /** Returns the names that no mounted segment has. */
    List<String> unknown(List<String> names) {
        if (names.isEmpty()) {
            return names;
        }
        Map<String, Shelf> mounted = shelves;
        return names.stream().filter(name -> !mounted.containsKey(name)).toList();
    }

    /** Returns all, the preferred ones first, then those that have more of them free. */
    List<Shelf> inOrder(List<String> preferred) {
        Map<String, Shelf> rest = shelves;
        if (rest.size() == 1) {
            return List.copyOf(rest.values());
        }
        rest = new LinkedHashMap<>(rest);
        List<Shelf> order = new ArrayList<>();
        for (String name : preferred) {
            Shelf shelf = rest.remove(name);
            if (shelf != null) {
                order.add(shelf);
            }
        }
        record Rated(Shelf shelf, double free) {}
        rest.values().stream()
                .map(shelf -> new Rated(shelf, shelf.freeRatio()))
                .sorted(Comparator.comparingDouble(Rated::free).reversed())
                .forEach(rated -> order.add(rated.shelf()));
        return order;
    }
}
