package io.cairn.testing.isolation;

import io.cairn.api.Database;
import io.cairn.api.IsolationLevel;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionOptions;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.error.RetryableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Threads that append to and read a few lists in small transactions, recording what they saw. */
public final class ListAppendWorkload {

    private static final int LISTS = 6;

    private final Database db;
    private final IsolationLevel isolation;
    private final AtomicLong numbers;
    private final ConcurrentLinkedQueue<Observed> history = new ConcurrentLinkedQueue<>();

    private ListAppendWorkload(Database db, IsolationLevel isolation, long first) {
        this.db = db;
        this.isolation = isolation;
        this.numbers = new AtomicLong(first);
    }

    /**
     * Runs one client's part, for a history that several processes make together.
     *
     * @param db the database
     * @param isolation the level of its transactions
     * @param transactions how many transactions it tries
     * @param seed chooses operations
     * @param first a number; it and those after it are no other client's
     * @return what the client saw
     */
    public static List<Observed> client(
            Database db, IsolationLevel isolation, int transactions, long seed, long first) {
        ListAppendWorkload workload = new ListAppendWorkload(db, isolation, first);
        Random random = new Random(seed);
        for (int i = 0; i < transactions; i++) {
            workload.transaction(random);
        }
        return List.copyOf(workload.history);
    }

    /**
     * Reads the lists after all clients have ended.
     *
     * @param db the database
     * @return the elements by list
     */
    public static Map<Integer, List<Long>> finalLists(Database db) {
        Map<Integer, List<Long>> lists = new HashMap<>();
        for (int list = 0; list < LISTS; list++) {
            lists.put(list, decode(db.get(key(list))));
        }
        return lists;
    }

    /**
     * Runs the workload and checks its history.
     *
     * @param db an empty database
     * @param isolation the level of its transactions
     * @param threads how many clients
     * @param transactionsEach how many transactions each client tries
     * @param seed chooses operations
     * @return the history and its faults
     * @throws Exception when a client fails other than by a conflict
     */
    public static Result run(
            Database db, IsolationLevel isolation, int threads, int transactionsEach, long seed)
            throws Exception {
        ListAppendWorkload workload = new ListAppendWorkload(db, isolation, 0);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < threads; client++) {
                Random random = new Random(seed * 31 + client);
                clients.add(
                        executor.submit(() -> {
                            for (int i = 0; i < transactionsEach; i++) {
                                workload.transaction(random);
                            }
                        }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        List<Observed> history = List.copyOf(workload.history);
        return new Result(history, CycleChecker.check(history, finalLists(db)));
    }

    /**
     * What came out.
     *
     * @param history all transactions
     * @param faults what the checker found
     */
    public record Result(List<Observed> history, List<String> faults) {

        /** Returns how many transactions committed. */
        public long commits() {
            return history.stream().filter(Observed::committed).count();
        }
    }

    private void transaction(Random random) {
        long id = numbers.incrementAndGet();
        List<Observed.Operation> operations = new ArrayList<>();
        boolean committed = false;
        long invoked = System.nanoTime();
        try (Transaction tx = db.begin(TransactionOptions.defaults().with(isolation))) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                operations.add(operate(tx, random));
                if (random.nextInt(4) == 0) {
                    Thread.yield();
                }
            }
            tx.commit();
            committed = true;
        } catch (RetryableException e) {
            // Recorded as not committed.
        }
        history.add(new Observed(id, invoked, System.nanoTime(), operations, committed));
    }

    private Observed.Operation operate(WriteView tx, Random random) {
        int list = random.nextInt(LISTS);
        if (random.nextBoolean()) {
            return new Observed.ReadList(list, decode(tx.get(key(list))));
        }
        long element = numbers.incrementAndGet();
        tx.append(key(list), ByteBuffer.allocate(Long.BYTES).putLong(element).array());
        return new Observed.Append(list, element);
    }

    private static byte[] key(int list) {
        return Bytes.utf8("list" + list);
    }

    private static List<Long> decode(byte @Nullable [] value) {
        List<Long> elements = new ArrayList<>();
        if (value != null) {
            ByteBuffer buffer = ByteBuffer.wrap(value);
            while (buffer.hasRemaining()) {
                elements.add(buffer.getLong());
            }
        }
        return elements;
    }
}
