package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random operations, compared with plain maps. */
class ObjectsModelTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void aStoreWithRoomIsAMap(Where where) {
        Map<String, byte[]> model = new HashMap<>();
        Map<PinnedObject, byte[]> lent = new HashMap<>();
        Random random = new Random(11);
        try (OpenObjects open = where.open(directory, 64 << 20)) {
            ObjectStore store = open.store();
            for (int step = 0; step < 300; step++) {
                String key = "k" + random.nextInt(12);
                byte[] value = OpenObjects.value(step, 1 + random.nextInt(200_000));
                switch (random.nextInt(7)) {
                    case 0, 1 ->
                            assertThat(store.put(key, value, where.config()).isCreated())
                                    .isEqualTo(model.putIfAbsent(key, value) == null);
                    case 2 -> {
                        store.upsert(key, value, where.config());
                        model.put(key, value);
                    }
                    case 3 -> assertThat(store.remove(key)).isEqualTo(model.remove(key) != null);
                    case 4 ->
                            store.getBuffer(key)
                                    .ifPresent(handle -> lent.put(handle, model.get(key)));
                    case 5 -> {
                        String regex = "^k" + random.nextInt(12) + "$";
                        assertThat(store.removeMatching(regex))
                                .isEqualTo(model.keySet().removeIf(k -> k.matches(regex)) ? 1 : 0);
                    }
                    default -> assertSame(store, key, model.get(key));
                }
            }
            model.forEach((key, value) -> assertSame(store, key, value));
            lent.forEach((handle, value) -> {
                assertThat(handle.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(value);
                handle.close();
            });
            assertThat(store.removeAll(false)).isEqualTo(model.size());
            assertThat(open.used()).isZero();
            assertThat(open.rawKeys()).isZero();
        }
    }

    private static void assertSame(ObjectStore store, String key, byte @Nullable [] expected) {
        assertThat(store.get(key).orElse(null)).isEqualTo(expected);
        assertThat(store.exists(key)).isEqualTo(expected != null);
    }

    /** Sixteen objects of one size: which one goes is known exactly. */
    @Test
    void aFullStoreForgetsWhatWasNotUsedForLongest() {
        int capacity = 16;
        LinkedHashMap<String, Integer> model = new LinkedHashMap<>(16, 0.75f, true);
        Random random = new Random(5);
        try (OpenObjects open = Where.MEMORY.open(directory, capacity * 1024)) {
            ObjectStore store = open.store();
            for (int step = 0; step < 20_000; step++) {
                String key = "k" + random.nextInt(40);
                int seed = random.nextInt();
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        boolean created = store.put(key, OpenObjects.value(seed, 1024)).isCreated();
                        assertThat(created).isEqualTo(!model.containsKey(key));
                        if (created) {
                            makeRoom(model, capacity);
                            model.put(key, seed);
                        }
                    }
                    case 2 -> {
                        store.upsert(
                                key, OpenObjects.value(seed, 1024), ReplicateConfig.standard());
                        makeRoom(model, capacity);
                        model.remove(key);
                        model.put(key, seed);
                    }
                    case 3 -> assertThat(store.remove(key)).isEqualTo(model.remove(key) != null);
                    default -> {
                        Integer expected = model.get(key);
                        assertThat(store.get(key).orElse(null))
                                .isEqualTo(
                                        expected == null
                                                ? null
                                                : OpenObjects.value(expected, 1024));
                    }
                }
                assertThat(open.used()).isEqualTo(model.size() * 1024L);
            }
            List<String> left = new ArrayList<>(model.keySet());
            assertThat(left).allMatch(store::exists);
            assertThat(store.stats().known()).isEqualTo(left.size());
        }
    }

    private static void makeRoom(LinkedHashMap<String, Integer> model, int capacity) {
        if (model.size() == capacity) {
            model.pollFirstEntry();
        }
    }
}
