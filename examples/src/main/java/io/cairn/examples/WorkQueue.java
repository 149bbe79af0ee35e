package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.Watch;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out queue of texts; each is taken exactly once, whoever takes. Thread-safe.
 *
 * <pre>
 *   tail     the number of the newest item, 8 bytes
 *   i/&lt;number, 8 bytes&gt;   an item
 * </pre>
 */
public final class WorkQueue {

    private static final Codec<Long> INT64 = Codec.int64();
    private static final byte[] TAIL = utf8("tail");
    private static final byte[] ITEM = utf8("i/");

    private final Database db;
    private final Keyspace keyspace;

    /**
     * Creates a view of a queue.
     *
     * @param db where it is; stays the caller's
     * @param name its name
     */
    public WorkQueue(Database db, String name) {
        this.db = db;
        this.keyspace = db.keyspace("queue." + name);
    }

    /**
     * Adds an item at the end.
     *
     * @param item the item
     */
    public void add(String item) {
        db.transact(tx -> {
            WriteView queue = tx.in(keyspace);
            byte[] tail = queue.get(TAIL);
            byte[] number = INT64.encode(tail == null ? 0 : INT64.decode(tail) + 1);
            queue.put(TAIL, number);
            queue.put(itemKey(number), utf8(item));
            return true;
        });
    }

    // @start region=take
    /**
     * Takes the first item, waiting for one if need be.
     *
     * @param timeout the longest wait
     * @return the item; empty when the time ran out
     * @throws InterruptedException when the thread is interrupted
     */
    public Optional<String> take(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Look look = db.transact(tx -> look(tx.in(keyspace)));
            if (look.item() != null) {
                return Optional.of(look.item());
            }
            try (Watch watch = look.tail()) {
                if (watch == null
                        || !watch.await(
                                Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    return Optional.empty();
                }
            }
        }
    }

    /**
     * Consumes the first item, or watches for the next one to be added: in one transaction, so that
     * none is overlooked.
     */
    private static Look look(WriteView queue) {
        ScanOptions first = ScanOptions.all().limit(1).with(Modes.of(Mode.CONSUME));
        try (Cursor items = queue.scan(KeyRange.prefix(ITEM), first)) {
            return items.next()
                    ? new Look(text(items.value()), null)
                    : new Look(null, queue.watch(TAIL));
        }
    }

    private record Look(@Nullable String item, @Nullable Watch tail) {}

    // @end

    private static byte[] itemKey(byte[] number) {
        byte[] key = Arrays.copyOf(ITEM, ITEM.length + number.length);
        System.arraycopy(number, 0, key, ITEM.length, number.length);
        return key;
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
            WorkQueue jobs = new WorkQueue(db, "jobs");
            jobs.add("first");
            jobs.add("second");
            out.println("taken: " + jobs.take(Duration.ZERO) + " and " + jobs.take(Duration.ZERO));
            out.println("nothing left: " + jobs.take(Duration.ofMillis(1)));

            List<String> taken = workTogether(jobs, 4, 200);
            out.println(
                    "4 workers took "
                            + taken.size()
                            + " jobs, "
                            + taken.stream().distinct().count()
                            + " different ones");
        }
    }

    /** Workers wait for jobs while jobs are added; each worker ends when it is told to stop. */
    static List<String> workTogether(WorkQueue jobs, int workers, int count) throws Exception {
        String stop = "stop";
        Callable<List<String>> worker =
                () -> {
                    List<String> taken = new ArrayList<>();
                    String job = jobs.take(Duration.ofMinutes(1)).orElseThrow();
                    while (!job.equals(stop)) {
                        taken.add(job);
                        job = jobs.take(Duration.ofMinutes(1)).orElseThrow();
                    }
                    return taken;
                };
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(threads.submit(worker));
            }
            for (int i = 0; i < count; i++) {
                jobs.add("job " + i);
            }
            for (int i = 0; i < workers; i++) {
                jobs.add(stop);
            }
            List<String> taken = new ArrayList<>();
            for (Future<List<String>> each : running) {
                taken.addAll(each.get());
            }
            return taken;
        }
    }
}
