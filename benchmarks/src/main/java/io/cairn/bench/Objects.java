package io.cairn.bench;

import io.cairn.layer.objects.ObjectStore;
import io.cairn.layer.objects.PinnedObject;
import io.cairn.layer.objects.RegisteredBuffer;
import io.cairn.layer.objects.ReplicateConfig;
import io.cairn.layer.objects.Segment;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Objects in a memory segment against copying the same bytes without a store. */
final class Objects {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /** So many that they are not all in the processor's cache. */
    private static final int OBJECTS = 16;

    private static final int LENDINGS = Data.operations(1_000_000);
    private static final ReplicateConfig CONFIG = ReplicateConfig.standard();

    private Objects() {}

    public static void main(String[] arguments) throws Exception {
        for (int mebibytes : new int[] {1, 2, 5}) {
            copies(mebibytes);
        }
        lending();
        asking();
    }

    private static ObjectStore open() {
        return ObjectStore.builder().segment(Segment.memory("a", 256 * MIB)).open();
    }

    private static String[] keys(int count) {
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = "object/" + i;
        }
        return keys;
    }

    private static void fill(MemorySegment memory) {
        Random random = new Random(1);
        for (long at = 0; at < memory.byteSize(); at += Long.BYTES) {
            memory.set(ValueLayout.JAVA_LONG, at, random.nextLong());
        }
    }

    /** Puts from, and gets into, registered memory. */
    private static void copies(int mebibytes) throws Exception {
        long size = (long) mebibytes * MIB;
        int times = Math.max(1, Data.operations(2_000) / mebibytes / OBJECTS);
        String[] keys = keys(OBJECTS);
        try (Arena arena = Arena.ofConfined();
                ObjectStore store = open()) {
            MemorySegment memory = arena.allocate(size, 64);
            fill(memory);
            long expected = Data.touch(memory);
            MemorySegment plain = arena.allocate(size * OBJECTS, 64);
            RegisteredBuffer buffer = store.register(memory);
            new Rounds(10, 15)
                    .add("memcpy", () -> copyAway(times, memory, plain))
                    .add("put from", () -> putAll(times, store, keys, buffer))
                    .run()
                    .report("object of " + mebibytes + " MiB: put from", "put from", "memcpy", 0.7);

            putAll(store, keys, buffer);
            new Rounds(10, 15)
                    .add("memcpy", () -> copyBack(times, plain, memory))
                    .add("get into", () -> getAll(times, store, keys, buffer))
                    .run()
                    .report("object of " + mebibytes + " MiB: get into", "get into", "memcpy", 0.7);
            Data.same("get into", Data.touch(memory), expected);
        }
    }

    private static long copyAway(int times, MemorySegment memory, MemorySegment plain) {
        long size = memory.byteSize();
        for (int i = 0; i < times * OBJECTS; i++) {
            MemorySegment.copy(memory, 0, plain, i % OBJECTS * size, size);
        }
        return (long) times * OBJECTS;
    }

    private static long copyBack(int times, MemorySegment plain, MemorySegment memory) {
        long size = memory.byteSize();
        for (int i = 0; i < times * OBJECTS; i++) {
            MemorySegment.copy(plain, i % OBJECTS * size, memory, 0, size);
        }
        return (long) times * OBJECTS;
    }

    private static long putAll(
            int times, ObjectStore store, String[] keys, RegisteredBuffer buffer) {
        for (int i = 0; i < times; i++) {
            putAll(store, keys, buffer);
            store.removeAll(false);
        }
        return (long) times * keys.length;
    }

    private static void putAll(ObjectStore store, String[] keys, RegisteredBuffer buffer) {
        for (String key : keys) {
            if (!store.putFrom(key, buffer.range(), CONFIG).isCreated()) {
                throw new IllegalStateException(key + " was there");
            }
        }
    }

    private static long getAll(
            int times, ObjectStore store, String[] keys, RegisteredBuffer buffer) {
        long bytes = 0;
        for (int i = 0; i < times; i++) {
            for (String key : keys) {
                bytes += store.getInto(key, buffer.range()).orElseThrow();
            }
        }
        Data.same("get into", bytes, buffer.segment().byteSize() * keys.length * times);
        return (long) times * keys.length;
    }

    /** Lending takes the same time for every size. */
    private static void lending() throws Exception {
        try (ObjectStore store = open()) {
            store.put("short", new byte[64 * KIB]);
            store.put("long", new byte[5 * MIB]);
            new Rounds(10, 15)
                    .add("get buffer of 64 KiB", () -> lend(store, "short"))
                    .add("get buffer of 5 MiB", () -> lend(store, "long"))
                    .run()
                    .report(
                            "object of 5 MiB: get buffer",
                            "get buffer of 5 MiB",
                            "get buffer of 64 KiB",
                            0.8);
        }
    }

    private static long lend(ObjectStore store, String key) {
        long sum = 0;
        for (int i = 0; i < LENDINGS; i++) {
            try (PinnedObject object = store.getBuffer(key).orElseThrow()) {
                sum += object.segment().get(ValueLayout.JAVA_BYTE, object.size() - 1);
            }
        }
        return Data.same("get buffer", sum, 0) + LENDINGS;
    }

    /** A million questions a second, at least. */
    private static void asking() throws Exception {
        String[] keys = keys(100_000);
        try (ObjectStore store = open()) {
            for (String key : keys) {
                store.put(key, new byte[1]);
            }
            Rounds.Medians medians =
                    new Rounds(10, 15)
                            .add(
                                    "exists",
                                    () -> {
                                        long found = 0;
                                        for (int i = 0; i < LENDINGS; i++) {
                                            found += store.exists(keys[i % keys.length]) ? 1 : 0;
                                        }
                                        return Data.same("exists", found, LENDINGS);
                                    })
                            .run();
            double nanos = java.util.Objects.requireNonNull(medians.nanos().get("exists"));
            Result.print(
                    new Result("object: exists", "1 us", 1.0, 1000 / nanos, nanos, 1000, "ns"));
        }
    }
}
