package io.cairn.storage.rocksdb;

import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;

/**
 * The open column families by identifier and by keyspace name. Lookups are thread-safe; changes
 * need the engine's lock.
 */
final class Families {

    private static final int STRUCT_BYTES = 64;

    private final Map<String, Family> byName = new ConcurrentSkipListMap<>();
    private final Arena arena;
    private volatile @Nullable Family[] byId = new Family[1];

    Families(Arena arena) {
        this.arena = arena;
    }

    Family get(int id) {
        @Nullable Family[] families = byId;
        Family family = id >= 0 && id < families.length ? families[id] : null;
        if (family == null) {
            throw new InvalidArgumentException(
                    "there is no keyspace with this identifier; it was dropped or never created",
                    "keyspace",
                    id);
        }
        return family;
    }

    @Nullable Family find(String name) {
        return byName.get(name);
    }

    Collection<Family> all() {
        return byName.values();
    }

    Family add(String name, ColumnFamilyHandle handle) {
        int id = handle.getID();
        Family family = new Family(id, name, handle, wrap(arena, handle.getNativeHandle()));
        @Nullable Family[] families = Arrays.copyOf(byId, Math.max(byId.length, id + 1));
        families[id] = family;
        byId = families;
        byName.put(name, family);
        return family;
    }

    void remove(Family family) {
        byName.remove(family.name());
        @Nullable Family[] families = byId.clone();
        families[family.id()] = null;
        byId = families;
    }

    /** Makes the C form of a C++ object: a structure that starts with the pointer to it. */
    static long wrap(Arena arena, long object) {
        long struct = arena.allocate(STRUCT_BYTES, 8).address();
        NativeMemory.putLong(struct, object);
        return struct;
    }
}
