package io.cairn.bench;

import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.config.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Batches of 1,000 random puts through the RocksDB engine against RocksJava's WriteBatch, both with
 * the log and without sync.
 */
final class RocksDbWrites {

    private static final int PER_ROUND = Data.operations(50_000);

    private RocksDbWrites() {}

    public static void main(String[] arguments) throws Exception {
        try (Directories directories = new Directories();
                Database cairn =
                        Stores.rocksDb(directories.directory("cairn"), Durability.BUFFERED);
                Options options = Stores.rocksJavaOptions();
                RocksDB rocks =
                        RocksDB.open(options, directories.directory("rocksjava").toString());
                WriteOptions writes = new WriteOptions()) {
            int[] order = Data.shuffled(1);
            Stores.fill(cairn, order);
            Stores.fill(rocks, order);
            byte[] value = Data.value(1);
            Random forRocks = new Random(5);
            Random forCairn = new Random(5);
            Rounds.Medians medians =
                    new Rounds(4, 21)
                            .add(
                                    "RocksJava WriteBatch",
                                    () -> {
                                        try (WriteBatch batch = new WriteBatch()) {
                                            for (int i = 1; i <= PER_ROUND; i++) {
                                                batch.put(
                                                        Data.key(forRocks.nextInt(Data.ENTRIES)),
                                                        value);
                                                if (i % Stores.BATCH == 0) {
                                                    rocks.write(writes, batch);
                                                    batch.clear();
                                                }
                                            }
                                        }
                                        return PER_ROUND;
                                    })
                            .add(
                                    "putAll",
                                    () -> {
                                        List<Entry> batch = new ArrayList<>(Stores.BATCH);
                                        for (int i = 1; i <= PER_ROUND; i++) {
                                            batch.add(
                                                    new Entry(
                                                            Data.key(
                                                                    forCairn.nextInt(Data.ENTRIES)),
                                                            value));
                                            if (i % Stores.BATCH == 0) {
                                                cairn.putAll(batch);
                                                batch.clear();
                                            }
                                        }
                                        return PER_ROUND;
                                    })
                            .run();
            medians.report("RocksDB: batches of 1,000", "putAll", "RocksJava WriteBatch", 1.0);
        }
    }
}
