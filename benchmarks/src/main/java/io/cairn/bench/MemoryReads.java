package io.cairn.bench;

import static org.lmdbjava.DbiFlags.MDB_CREATE;
import static org.lmdbjava.EnvFlags.MDB_NOSYNC;
import static org.lmdbjava.EnvFlags.MDB_WRITEMAP;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Reads of the memory engine against ConcurrentSkipListMap and LMDB. */
final class MemoryReads {

    private static final int GETS = Data.operations(200_000);
    private static final long MAP_BYTES = 1L << 30;

    private MemoryReads() {}

    public static void main(String[] arguments) throws Exception {
        try (Directories directories = new Directories();
                Database cairn = Stores.memory();
                Env<ByteBuffer> lmdb = openLmdb(directories.directory("lmdb"))) {
            Dbi<ByteBuffer> table = lmdb.openDbi("bench", MDB_CREATE);
            ConcurrentNavigableMap<byte[], byte[]> map =
                    new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
            int[] order = Data.shuffled(1);
            fillSettled(cairn, map, order);
            fillLmdb(lmdb, table, order);
            gets(cairn, map, lmdb, table);
            scans(cairn, map, lmdb, table);
        }
    }

    /**
     * Fills both with a full collection after every tenth. In a process that has lived for a while
     * entries lie in memory in the order in which they came; one evacuation of a freshly filled map
     * would sort its nodes and make its scans ten times as fast as they are in use.
     */
    private static void fillSettled(Database cairn, Map<byte[], byte[]> map, int[] order) {
        int tenth = Math.max(1, order.length / 10);
        for (int from = 0; from < order.length; from += tenth) {
            int[] part = Arrays.copyOfRange(order, from, Math.min(order.length, from + tenth));
            Stores.fill(cairn, part);
            for (int number : part) {
                map.put(Data.key(number), Data.value(number));
            }
            System.gc();
        }
    }

    private static void gets(
            Database cairn, Map<byte[], byte[]> map, Env<ByteBuffer> lmdb, Dbi<ByteBuffer> table)
            throws Exception {
        byte[][] keys = Data.randomKeys(GETS, 3);
        long expected = 0;
        for (byte[] key : keys) {
            expected += Data.touch(Objects.requireNonNull(map.get(key)));
        }
        long sumExpected = expected;
        Rounds.Medians medians =
                new Rounds(3, 9)
                        .add(
                                "ConcurrentSkipListMap",
                                () -> {
                                    long sum = 0;
                                    for (byte[] key : keys) {
                                        sum += Data.touch(Objects.requireNonNull(map.get(key)));
                                    }
                                    Data.same("map", sum, sumExpected);
                                    return GETS;
                                })
                        .add(
                                "LMDB",
                                () -> {
                                    Data.same("LMDB", getLmdb(lmdb, table, keys), sumExpected);
                                    return GETS;
                                })
                        .add(
                                "get",
                                () -> {
                                    long sum = 0;
                                    for (byte[] key : keys) {
                                        sum += Data.touch(Objects.requireNonNull(cairn.get(key)));
                                    }
                                    Data.same("get", sum, sumExpected);
                                    return GETS;
                                })
                        .run();
        medians.report("memory: get", "get", "ConcurrentSkipListMap", 3.0);
        medians.report("memory: get", "get", "LMDB", 1.0);
    }

    private static void scans(
            Database cairn,
            ConcurrentNavigableMap<byte[], byte[]> map,
            Env<ByteBuffer> lmdb,
            Dbi<ByteBuffer> table)
            throws Exception {
        long expected = touchAll(map);
        Rounds.Medians medians =
                new Rounds(3, 9)
                        .add(
                                "ConcurrentSkipListMap",
                                () -> {
                                    Data.same("map", touchAll(map), expected);
                                    return Data.ENTRIES;
                                })
                        .add(
                                "ConcurrentSkipListMap descending",
                                () -> {
                                    Data.same("map", touchAll(map.descendingMap()), expected);
                                    return Data.ENTRIES;
                                })
                        .add(
                                "LMDB",
                                () -> {
                                    Data.same("LMDB", scanLmdb(lmdb, table), expected);
                                    return Data.ENTRIES;
                                })
                        .add(
                                "forward",
                                () -> {
                                    Data.same("forward", scan(cairn, ScanOptions.all()), expected);
                                    return Data.ENTRIES;
                                })
                        .add(
                                "reverse",
                                () -> {
                                    Data.same(
                                            "reverse",
                                            scan(cairn, ScanOptions.all().reverse()),
                                            expected);
                                    return Data.ENTRIES;
                                })
                        .run();
        medians.report(
                "memory: scan forward, borrowed segments", "forward", "ConcurrentSkipListMap", 2.5);
        medians.report(
                "memory: scan reverse, borrowed segments",
                "reverse",
                "ConcurrentSkipListMap descending",
                5.0);
        medians.report("memory: scan forward, borrowed segments", "forward", "LMDB", 1.5);
    }

    private static long scan(Database cairn, ScanOptions options) {
        long sum = 0;
        try (Cursor cursor = cairn.scan(KeyRange.all(), options)) {
            while (cursor.next()) {
                sum += Data.touch(cursor.keySegment()) + Data.touch(cursor.valueSegment());
            }
        }
        return sum;
    }

    private static long touchAll(Map<byte[], byte[]> map) {
        long sum = 0;
        for (Map.Entry<byte[], byte[]> entry : map.entrySet()) {
            sum += Data.touch(entry.getKey()) + Data.touch(entry.getValue());
        }
        return sum;
    }

    private static Env<ByteBuffer> openLmdb(Path directory) throws Exception {
        Files.createDirectories(directory);
        return Env.create()
                .setMapSize(MAP_BYTES)
                .setMaxDbs(1)
                .open(directory.toFile(), MDB_NOSYNC, MDB_WRITEMAP);
    }

    private static void fillLmdb(Env<ByteBuffer> lmdb, Dbi<ByteBuffer> table, int[] order) {
        ByteBuffer key = ByteBuffer.allocateDirect(16);
        ByteBuffer value = ByteBuffer.allocateDirect(Data.VALUE_BYTES);
        try (Txn<ByteBuffer> tx = lmdb.txnWrite()) {
            for (int number : order) {
                key.clear().put(Data.key(number)).flip();
                value.clear().put(Data.value(number)).flip();
                table.put(tx, key, value);
            }
            tx.commit();
        }
    }

    private static long getLmdb(Env<ByteBuffer> lmdb, Dbi<ByteBuffer> table, byte[][] keys) {
        ByteBuffer target = ByteBuffer.allocateDirect(16);
        long sum = 0;
        try (Txn<ByteBuffer> tx = lmdb.txnRead()) {
            for (byte[] key : keys) {
                target.clear().put(key).flip();
                ByteBuffer found = Objects.requireNonNull(table.get(tx, target));
                byte[] copy = new byte[found.remaining()];
                found.get(copy);
                sum += Data.touch(copy);
            }
        }
        return sum;
    }

    private static long scanLmdb(Env<ByteBuffer> lmdb, Dbi<ByteBuffer> table) {
        long sum = 0;
        try (Txn<ByteBuffer> tx = lmdb.txnRead();
                CursorIterable<ByteBuffer> entries = table.iterate(tx)) {
            for (CursorIterable.KeyVal<ByteBuffer> entry : entries) {
                sum += touch(entry.key()) + touch(entry.val());
            }
        }
        return sum;
    }

    private static long touch(ByteBuffer buffer) {
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        for (int i = 0; i + Long.BYTES <= buffer.limit(); i += Long.BYTES) {
            sum += buffer.getLong(i);
        }
        return sum;
    }
}
