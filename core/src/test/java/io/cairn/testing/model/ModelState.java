package io.cairn.testing.model;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.Engine;
import io.cairn.engine.WriteBatch;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Everything a model engine holds at one moment. Immutable: every change makes a new one.
 *
 * @param names the keyspaces' names and identifiers
 * @param spaces the entries of each keyspace by its identifier
 * @param nextId the identifier of the next keyspace; identifiers are never used twice
 */
record ModelState(
        NavigableMap<String, Integer> names,
        Map<Integer, NavigableMap<byte[], byte[]>> spaces,
        int nextId) {

    /** One object, so that copying a sorted map takes linear time. */
    private static final Comparator<byte[]> ORDER = Bytes::compare;

    static ModelState empty() {
        return new ModelState(new TreeMap<>(), Map.of(), Engine.DEFAULT_KEYSPACE).withKeyspace("");
    }

    ModelState withKeyspace(String name) {
        if (names.containsKey(name)) {
            return this;
        }
        NavigableMap<String, Integer> newNames = new TreeMap<>(names);
        newNames.put(name, nextId);
        Map<Integer, NavigableMap<byte[], byte[]>> newSpaces = new TreeMap<>(spaces);
        newSpaces.put(nextId, new TreeMap<>(ORDER));
        return new ModelState(newNames, newSpaces, nextId + 1);
    }

    ModelState withoutKeyspace(int id) {
        NavigableMap<String, Integer> newNames = new TreeMap<>(names);
        newNames.values().remove(id);
        Map<Integer, NavigableMap<byte[], byte[]>> newSpaces = new TreeMap<>(spaces);
        newSpaces.remove(id);
        return new ModelState(newNames, newSpaces, nextId);
    }

    ModelState with(WriteBatch batch) {
        Map<Integer, NavigableMap<byte[], byte[]>> changed = new TreeMap<>();
        for (int i = 0; i < batch.size(); i++) {
            NavigableMap<byte[], byte[]> map =
                    changed.computeIfAbsent(batch.keyspace(i), id -> copy(space(id)));
            switch (batch.kind(i)) {
                case PUT -> map.put(batch.key(i).clone(), batch.value(i).clone());
                case DELETE -> map.remove(batch.key(i));
                case DELETE_RANGE -> part(map, batch.range(i)).clear();
            }
        }
        Map<Integer, NavigableMap<byte[], byte[]>> newSpaces = new TreeMap<>(spaces);
        newSpaces.putAll(changed);
        return new ModelState(names, newSpaces, nextId);
    }

    /** Returns a keyspace's entries; a keyspace that is made later is empty now. */
    NavigableMap<byte[], byte[]> space(int id) {
        NavigableMap<byte[], byte[]> space = spaces.get(id);
        if (space != null) {
            return space;
        }
        if (id < nextId) {
            throw new IllegalStateException(
                    "the keyspace with the identifier " + id + " was dropped");
        }
        return copy(Collections.emptyNavigableMap());
    }

    private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> map) {
        NavigableMap<byte[], byte[]> copy = new TreeMap<>(ORDER);
        copy.putAll(map);
        return copy;
    }

    /** Returns the live part of a map that a range covers. */
    static NavigableMap<byte[], byte[]> part(NavigableMap<byte[], byte[]> map, KeyRange range) {
        if (range.isEmpty()) {
            return Collections.emptyNavigableMap();
        }
        byte[] end = range.end();
        return end == null
                ? map.tailMap(range.begin(), true)
                : map.subMap(range.begin(), true, end, false);
    }
}
