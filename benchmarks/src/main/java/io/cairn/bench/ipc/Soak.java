package io.cairn.bench.ipc;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Modes;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.bench.Directories;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * Uses a server for a long time in every way and watches what it takes: memory, descriptors and
 * threads must stay flat. Argument: minutes, 30 by default, fractions allowed. Prints a line for
 * each sample; the exit status is 1 when something grew.
 */
public final class Soak {

    static final String MEMORY = "memory";

    private static final int CLIENTS = 4;
    private static final int KEYS = 2_000;
    private static final int SAMPLES = 60;

    /** How much more than in the first half of the run is still flat. */
    private static final double MEMORY_GROWTH_MAX = 1.25;

    private static final long DESCRIPTOR_GROWTH_MAX = 8;
    private static final long THREAD_GROWTH_MAX = 8;

    private Soak() {}

    /**
     * Runs.
     *
     * @param arguments minutes
     * @throws Exception when a client fails
     */
    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length == 0 ? 30 : Double.parseDouble(arguments[0]);
        List<ProcessFigures> samples = run((long) (minutes * 60_000), System.out);
        List<String> grown = grown(samples);
        System.out.println(grown.isEmpty() ? "flat" : "grew: " + String.join(", ", grown));
        System.exit(grown.isEmpty() ? 0 : 1);
    }

    /** Runs for so long and prints what it samples; fails when a client fails. */
    static List<ProcessFigures> run(long millis, PrintStream out) throws Exception {
        try (Directories directories = new Directories();
                ServerProcess server = ServerProcess.cairn(directories.root(), List.of(), false)) {
            return run(server, millis, out);
        }
    }

    private static List<ProcessFigures> run(ServerProcess server, long millis, PrintStream out)
            throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong rounds = new AtomicLong();
        List<ProcessFigures> samples = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(i);
                clients.add(
                        threads.submit(() -> {
                            use(server.socket(), random, stop, rounds);
                            return null;
                        }));
            }
            try {
                out.println("seconds\trounds\tresident KiB\tdescriptors\tthreads");
                for (int i = 1; i <= SAMPLES; i++) {
                    pause(clients.getFirst(), millis / SAMPLES);
                    ProcessFigures figures = ProcessFigures.of(server.pid());
                    samples.add(figures);
                    out.printf(
                            "%d\t%d\t%d\t%d\t%d%n",
                            i * millis / SAMPLES / 1000,
                            rounds.get(),
                            figures.residentKib(),
                            figures.descriptors(),
                            figures.threads());
                }
            } finally {
                stop.set(true);
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        return samples;
    }

    /** Waits, unless a client has ended early, which is then told. */
    private static void pause(Future<?> client, long millis) throws Exception {
        try {
            client.get(Math.max(1, millis), TimeUnit.MILLISECONDS);
            throw new IllegalStateException("a client ended early");
        } catch (java.util.concurrent.TimeoutException e) {
            // It is still running, as it should.
        }
    }

    /** Compares the end of the run with what was usual before its middle; names what grew. */
    static List<String> grown(List<ProcessFigures> samples) {
        List<ProcessFigures> early = samples.subList(samples.size() / 4, samples.size() / 2);
        ProcessFigures last = samples.getLast();
        List<String> grown = new ArrayList<>();
        if (last.residentKib() > MEMORY_GROWTH_MAX * most(early, ProcessFigures::residentKib)) {
            grown.add(MEMORY);
        }
        if (last.descriptors() > DESCRIPTOR_GROWTH_MAX + most(early, ProcessFigures::descriptors)) {
            grown.add("descriptors");
        }
        if (last.threads() > THREAD_GROWTH_MAX + most(early, ProcessFigures::threads)) {
            grown.add("threads");
        }
        return grown;
    }

    private static long most(List<ProcessFigures> samples, ToLongFunction<ProcessFigures> figure) {
        return samples.stream().mapToLong(figure).max().orElseThrow();
    }

    /** Connects, does something of everything, hangs up, and begins again. */
    private static void use(Path socket, Random random, AtomicBoolean stop, AtomicLong rounds)
            throws Exception {
        while (!stop.get()) {
            try (Database db = Cairn.open("ipc:" + socket)) {
                for (int i = 0; i < 50 && !stop.get(); i++) {
                    round(db, random);
                    rounds.incrementAndGet();
                }
            }
        }
    }

    private static void round(Database db, Random random) throws Exception {
        byte[] key = Bytes.utf8("key" + random.nextInt(KEYS));
        db.put(key, new byte[random.nextInt(2_000)]);
        db.get(key);
        db.transact(tx -> {
            tx.get(key);
            tx.put(key, new byte[random.nextInt(200)]);
            return null;
        });
        try (Snapshot snapshot = db.snapshot();
                Cursor cursor = snapshot.scan(KeyRange.all())) {
            for (int i = 0; i < 300 && cursor.next(); i++) {
                cursor.valueSegment().byteSize();
            }
        }
        try (Transaction tx = db.begin();
                Cursor cursor = tx.scan(KeyRange.all())) {
            cursor.next();
        }
        db.await(Bytes.utf8("never"), Modes.none(), Duration.ofMillis(random.nextInt(3)));
        db.watch(key).close();
        if (random.nextInt(50) == 0) {
            byte[] large = Bytes.utf8("large" + random.nextInt(2));
            db.put(large, new byte[20 << 20]);
            db.get(large);
        }
    }
}
