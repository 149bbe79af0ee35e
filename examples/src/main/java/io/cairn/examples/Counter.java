package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.TransactionScope;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A number that many threads increment and none loses count of. As thread-safe as the scope it was
 * made on.
 */
public final class Counter {

    private static final Codec<Long> INT64 = Codec.int64();

    private final TransactionScope scope;
    private final byte[] key;

    /**
     * Creates a view of a counter, which is 0 while its key is absent.
     *
     * @param scope where it is: a database or a transaction
     * @param name its key
     */
    public Counter(TransactionScope scope, String name) {
        this.scope = scope;
        this.key = utf8(name);
    }

    // @start region=increment
    /**
     * Adds one.
     *
     * @return the number afterwards
     */
    public long increment() {
        return scope.transact(tx -> {
            byte[] before = tx.get(key);
            long after = (before == null ? 0 : INT64.decode(before)) + 1;
            tx.put(key, INT64.encode(after));
            return after;
        });
    }

    // @end

    /**
     * Reads the number.
     *
     * @return the newest one
     */
    public long value() {
        return scope.read(view -> {
            byte[] value = view.get(key);
            return value == null ? 0 : INT64.decode(value);
        });
    }

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     * @throws Exception when a thread fails
     */
    public static void main(String[] args) throws Exception {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) throws Exception {
        try (Database db = Cairn.open(url)) {
            Counter visits = new Counter(db, "visits");
            incrementTogether(visits, 16, 1_000);
            out.println("16 threads, 1,000 increments each: " + visits.value());
        }
    }

    static void incrementTogether(Counter counter, int threadCount, int times)
            throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threadCount; thread++) {
                running.add(
                        threads.submit(() -> {
                            for (int i = 0; i < times; i++) {
                                counter.increment();
                            }
                        }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        }
    }
}
