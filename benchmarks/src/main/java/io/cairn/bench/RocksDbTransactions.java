package io.cairn.bench;

import io.cairn.api.Database;
import io.cairn.config.Durability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rocksdb.OptimisticTransactionDB;
import org.rocksdb.OptimisticTransactionOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Transaction;
import org.rocksdb.WriteOptions;

/**
 * Transactions of one read and one write, on different random keys, against RocksDB's own
 * optimistic transactions with tracked reads.
 */
final class RocksDbTransactions {

    private static final int KEYS = Math.min(200_000, Data.ENTRIES);
    private static final int WARM_ROUNDS = 5;
    private static final int ROUNDS = 9;

    private RocksDbTransactions() {}

    private interface Client {
        void transaction(SplittableRandom random) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        compare(
                "RocksDB: 1 read + 1 write, BUFFERED, 1 thread",
                Durability.BUFFERED,
                1,
                40_000,
                1.1);
        compare("RocksDB: 1 read + 1 write, SYNC, 8 threads", Durability.SYNC, 8, 2_000, 1.4);
        compare("RocksDB: 1 read + 1 write, SYNC, 64 threads", Durability.SYNC, 64, 500, 1.4);
    }

    private static void compare(
            String what, Durability durability, int threads, int each, double atLeast)
            throws Exception {
        int[] order = Arrays.stream(Data.ascending()).filter(number -> number < KEYS).toArray();
        try (Directories directories = new Directories();
                Database cairn = Stores.rocksDb(directories.directory("cairn"), durability);
                Options options = Stores.rocksJavaOptions();
                OptimisticTransactionDB rocks =
                        OptimisticTransactionDB.open(
                                options, directories.directory("rocksjava").toString());
                WriteOptions writes = new WriteOptions().setSync(durability == Durability.SYNC)) {
            Stores.fill(cairn, order);
            cairn.checkpoint();
            Stores.fill(rocks, order);
            Stores.flush(rocks);
            byte[] value = Data.value(7);
            Client ours =
                    random ->
                            cairn.transact(tx -> {
                                Objects.requireNonNull(tx.get(Data.key(random.nextInt(KEYS))));
                                tx.put(Data.key(random.nextInt(KEYS)), value);
                                return null;
                            });
            Client theirs = random -> optimistic(rocks, writes, random, value);
            new Rounds(WARM_ROUNDS, ROUNDS)
                    .add("OptimisticTransactionDB", () -> run(theirs, threads, each))
                    .add("transact", () -> run(ours, threads, each))
                    .run()
                    .report(what, "transact", "OptimisticTransactionDB", atLeast);
        }
    }

    private static void optimistic(
            OptimisticTransactionDB rocks,
            WriteOptions writes,
            SplittableRandom random,
            byte[] value)
            throws RocksDBException {
        while (true) {
            try (OptimisticTransactionOptions begin =
                            new OptimisticTransactionOptions().setSetSnapshot(true);
                    Transaction tx = rocks.beginTransaction(writes, begin);
                    ReadOptions reads = new ReadOptions().setSnapshot(tx.getSnapshot())) {
                Objects.requireNonNull(
                        tx.getForUpdate(reads, Data.key(random.nextInt(KEYS)), true));
                tx.put(Data.key(random.nextInt(KEYS)), value);
                tx.commit();
                return;
            } catch (RocksDBException e) {
                Status status = e.getStatus();
                if (status == null
                        || (status.getCode() != Status.Code.Busy
                                && status.getCode() != Status.Code.TryAgain)) {
                    throw e;
                }
            }
        }
    }

    private static long run(Client client, int threads, int each) throws Exception {
        int transactions = Data.operations(each);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                SplittableRandom random = new SplittableRandom(i);
                clients.add(() -> {
                    for (int done = 0; done < transactions; done++) {
                        client.transaction(random);
                    }
                    return null;
                });
            }
            for (Future<Void> future : executor.invokeAll(clients)) {
                future.get();
            }
        }
        return (long) threads * transactions;
    }
}
