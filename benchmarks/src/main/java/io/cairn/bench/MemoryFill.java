package io.cairn.bench;

import io.cairn.api.Database;
import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Filling an empty memory database in random and in ascending order against ConcurrentSkipListMap,
 * and the heap both need.
 */
final class MemoryFill {

    private MemoryFill() {}

    public static void main(String[] arguments) throws Exception {
        heap();
        int[] random = Data.shuffled(1);
        int[] ascending = Data.ascending();
        Rounds.Medians medians =
                new Rounds(2, 5)
                        .add("ConcurrentSkipListMap", () -> fillMap(random).size())
                        .add("random", () -> fillCairn(random))
                        .add("ConcurrentSkipListMap ascending", () -> fillMap(ascending).size())
                        .add("ascending", () -> fillCairn(ascending))
                        .run();
        medians.report(
                "memory: random fill, batches of 1,000", "random", "ConcurrentSkipListMap", 1.5);
        medians.report(
                "memory: ascending fill, batches of 1,000",
                "ascending",
                "ConcurrentSkipListMap ascending",
                1.0);
    }

    private static void heap() {
        int[] order = Data.shuffled(1);
        long empty = used();
        Object map = fillMap(order);
        long withMap = used();
        keep(map);
        long before = used();
        Database db = Stores.memory();
        Stores.fill(db, order);
        long withDatabase = used();
        double ours = (withDatabase - before) / (double) Data.ENTRIES;
        double theirs = (withMap - empty) / (double) Data.ENTRIES;
        db.close();
        Result.print(
                new Result(
                        "memory: heap per entry of 116 B, at most 155 B",
                        "155 B (ConcurrentSkipListMap: " + Math.round(theirs) + " B)",
                        1.0,
                        155 / ours,
                        ours,
                        theirs,
                        "B"));
    }

    private static void keep(Object object) {
        if (object.hashCode() == 42) {
            System.out.print("");
        }
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static ConcurrentSkipListMap<byte[], byte[]> fillMap(int[] order) {
        ConcurrentSkipListMap<byte[], byte[]> map =
                new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
        for (int number : order) {
            map.put(Data.key(number), Data.value(number));
        }
        return map;
    }

    private static long fillCairn(int[] order) {
        try (Database db = Stores.memory()) {
            Stores.fill(db, order);
            return order.length;
        }
    }
}
