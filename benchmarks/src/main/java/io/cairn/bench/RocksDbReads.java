package io.cairn.bench;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.ScanOptions;
import io.cairn.api.Snapshot;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;

/** Scans, seeks and point reads of the RocksDB engine against RocksJava. */
final class RocksDbReads {

    private static final int GETS = Data.operations(100_000);
    private static final int SEEKS = Data.operations(3_000);
    private static final int SEEK_ENTRIES = 100;

    private RocksDbReads() {}

    public static void main(String[] arguments) throws Exception {
        try (Directories directories = new Directories();
                Database cairn =
                        Stores.rocksDb(directories.directory("cairn"), Durability.BUFFERED);
                Options options = Stores.rocksJavaOptions();
                RocksDB rocks =
                        RocksDB.open(options, directories.directory("rocksjava").toString());
                ReadOptions reads = new ReadOptions()) {
            int[] order = Data.ascending();
            Stores.fill(cairn, order);
            cairn.checkpoint();
            Stores.fill(rocks, order);
            Stores.flush(rocks);
            scans(cairn, rocks, reads);
            seeks(cairn, rocks, reads);
            gets(cairn, rocks, reads);
        }
    }

    private static void scans(Database cairn, RocksDB rocks, ReadOptions reads) throws Exception {
        long expected = scanRocks(rocks, reads);
        Rounds.Medians medians =
                new Rounds(2, 7)
                        .add(
                                "RocksJava iterator, byte[]",
                                () -> {
                                    Data.same("RocksJava", scanRocks(rocks, reads), expected);
                                    return Data.ENTRIES;
                                })
                        .add(
                                "borrowed",
                                () -> {
                                    long sum = 0;
                                    try (Cursor cursor = cairn.scan(KeyRange.all())) {
                                        while (cursor.next()) {
                                            sum +=
                                                    Data.touch(cursor.keySegment())
                                                            + Data.touch(cursor.valueSegment());
                                        }
                                    }
                                    Data.same("borrowed scan", sum, expected);
                                    return Data.ENTRIES;
                                })
                        .add(
                                "byte[]",
                                () -> {
                                    long sum = 0;
                                    try (Cursor cursor = cairn.scan(KeyRange.all())) {
                                        while (cursor.next()) {
                                            sum +=
                                                    Data.touch(cursor.key())
                                                            + Data.touch(cursor.value());
                                        }
                                    }
                                    Data.same("copying scan", sum, expected);
                                    return Data.ENTRIES;
                                })
                        .run();
        medians.report(
                "RocksDB: full scan, borrowed segments",
                "borrowed",
                "RocksJava iterator, byte[]",
                1.35);
        medians.report("RocksDB: full scan, byte[]", "byte[]", "RocksJava iterator, byte[]", 1.15);
    }

    private static long scanRocks(RocksDB rocks, ReadOptions reads) {
        long sum = 0;
        try (RocksIterator iterator = rocks.newIterator(reads)) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                sum += Data.touch(iterator.key()) + Data.touch(iterator.value());
            }
        }
        return sum;
    }

    private static void seeks(Database cairn, RocksDB rocks, ReadOptions reads) throws Exception {
        byte[][] keys = Data.randomKeys(SEEKS, 2);
        try (Snapshot snapshot = cairn.snapshot();
                RocksIterator iterator = rocks.newIterator(reads)) {
            long expected = seekRocks(iterator, keys);
            Rounds.Medians medians =
                    new Rounds(2, 7)
                            .add(
                                    "RocksJava, one iterator kept",
                                    () -> {
                                        Data.same("RocksJava", seekRocks(iterator, keys), expected);
                                        return SEEKS;
                                    })
                            .add(
                                    "cursor",
                                    () -> {
                                        long sum = 0;
                                        ScanOptions limit = ScanOptions.all().limit(SEEK_ENTRIES);
                                        for (byte[] key : keys) {
                                            try (Cursor cursor =
                                                    snapshot.scan(KeyRange.of(key, null), limit)) {
                                                while (cursor.next()) {
                                                    sum +=
                                                            Data.touch(cursor.keySegment())
                                                                    + Data.touch(
                                                                            cursor.valueSegment());
                                                }
                                            }
                                        }
                                        Data.same("seek + 100", sum, expected);
                                        return SEEKS;
                                    })
                            .run();
            medians.report(
                    "RocksDB: seek + 100, borrowed segments",
                    "cursor",
                    "RocksJava, one iterator kept",
                    1.3);
        }
    }

    private static long seekRocks(RocksIterator iterator, byte[][] keys) {
        long sum = 0;
        for (byte[] key : keys) {
            iterator.seek(key);
            for (int i = 0; i < SEEK_ENTRIES && iterator.isValid(); i++) {
                sum += Data.touch(iterator.key()) + Data.touch(iterator.value());
                iterator.next();
            }
        }
        return sum;
    }

    private static void gets(Database cairn, RocksDB rocks, ReadOptions reads) throws Exception {
        byte[][] keys = Data.randomKeys(GETS, 3);
        List<byte[]> keyList = List.of(keys);
        long expected = getRocks(rocks, reads, keys);
        Rounds.Medians medians =
                new Rounds(2, 9)
                        .add(
                                "RocksJava get(byte[])",
                                () -> {
                                    Data.same("RocksJava", getRocks(rocks, reads, keys), expected);
                                    return GETS;
                                })
                        .add(
                                "get",
                                () -> {
                                    long sum = 0;
                                    for (byte[] key : keys) {
                                        sum += Data.touch(Objects.requireNonNull(cairn.get(key)));
                                    }
                                    Data.same("get", sum, expected);
                                    return GETS;
                                })
                        .add(
                                "getAll",
                                () -> {
                                    long sum = 0;
                                    for (int from = 0; from < GETS; from += 100) {
                                        for (byte @Nullable [] value :
                                                cairn.getAll(keyList.subList(from, from + 100))) {
                                            sum += Data.touch(Objects.requireNonNull(value));
                                        }
                                    }
                                    Data.same("getAll", sum, expected);
                                    return GETS;
                                })
                        .run();
        medians.report("RocksDB: point get", "get", "RocksJava get(byte[])", 0.95);
        medians.report("RocksDB: getAll of 100", "getAll", "RocksJava get(byte[])", 1.2);
    }

    private static long getRocks(RocksDB rocks, ReadOptions reads, byte[][] keys) throws Exception {
        long sum = 0;
        for (byte[] key : keys) {
            sum += Data.touch(Objects.requireNonNull(rocks.get(reads, key)));
        }
        return sum;
    }
}
