package io.cairn.examples;

import io.cairn.compat.yokan.Database;
import io.cairn.compat.yokan.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dictionary from text to values that JSON can hold, on Yokan's calls; {@link CairnMap} does the
 * same on Cairn's. Thread-safe. The database is closed by its owner.
 */
public final class YokanDict {

    private static final JsonMapper JSON = new JsonMapper();

    private final Database db;
    private final String prefix;

    /**
     * Creates a view of the pairs under a prefix.
     *
     * @param db where they are
     * @param prefix what their keys begin with, best with a separator at its end
     */
    public YokanDict(Database db, String prefix) {
        this.db = db;
        this.prefix = prefix;
    }

    /**
     * Sets a value.
     *
     * @param key its key
     * @param value a map, a list, text, a number, a boolean, or an object that Jackson writes
     */
    public void set(String key, Object value) {
        db.put(prefix + key, JSON.writeValueAsBytes(value));
    }

    /**
     * Returns a value.
     *
     * @param key its key
     * @return the value, as Jackson reads it: objects are maps
     * @throws NoSuchElementException when there is none
     */
    public Object get(String key) {
        Object value = find(key);
        if (value == null) {
            throw new NoSuchElementException(key);
        }
        return value;
    }

    /**
     * Returns a value or falls back to another.
     *
     * @param key its key
     * @param fallback what is returned when there is none
     * @return one of the two
     */
    public Object get(String key, Object fallback) {
        Object value = find(key);
        return value == null ? fallback : value;
    }

    /**
     * Deletes a value. Taking it away tells whether it was there, which erasing does not.
     *
     * @param key its key
     * @throws NoSuchElementException when there is none
     */
    public void delete(String key) {
        List<byte[]> taken = new ArrayList<>();
        db.fetch(
                prefix + key,
                (index, full, value) -> {
                    if (value != null) {
                        taken.add(value);
                    }
                },
                Mode.YOKAN_MODE_CONSUME);
        if (taken.isEmpty()) {
            throw new NoSuchElementException(key);
        }
    }

    /**
     * Tells whether a key has a value.
     *
     * @param key the key
     * @return true when present
     */
    public boolean contains(String key) {
        return db.exists(prefix + key);
    }

    /**
     * Sets several values, all or none.
     *
     * @param items keys and values
     */
    public void update(Map<String, ?> items) {
        List<Map.Entry<String, byte[]>> pairs = new ArrayList<>();
        items.forEach(
                (key, value) -> pairs.add(Map.entry(prefix + key, JSON.writeValueAsBytes(value))));
        db.putMulti(pairs);
    }

    /** Deletes all values of this dictionary. */
    public void clear() {
        db.eraseRange(prefix);
    }

    private @Nullable Object find(String key) {
        List<Object> found = new ArrayList<>();
        db.fetch(
                prefix + key,
                (index, full, value) -> {
                    if (value != null) {
                        found.add(JSON.readValue(value, Object.class));
                    }
                });
        return found.isEmpty() ? null : found.getFirst();
    }
}
