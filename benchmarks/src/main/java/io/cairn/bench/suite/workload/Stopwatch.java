package io.cairn.bench.suite.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Lets threads work for a while and takes their time. The clock is read once for each operation, so
 * the end of one is the beginning of the next. Immutable.
 *
 * @param warmSeconds how long to work beforehand
 * @param seconds how long to work
 */
public record Stopwatch(double warmSeconds, double seconds) {

    private static final double DAY = 86_400;
    private static final int DIGITS = 3;

    /**
     * What came out.
     *
     * @param units what was done
     * @param seconds how long it took
     * @param nanos how long each operation took, in nanoseconds
     */
    public record Timing(long units, double seconds, Histogram nanos) {}

    /** What is done between warming up and measuring. */
    @FunctionalInterface
    public interface Rest {

        /**
         * Does it.
         *
         * @throws Exception what the store throws
         */
        void take() throws Exception;
    }

    private record Part(long units, long start, long end, boolean over, Histogram nanos) {}

    /**
     * Returns one that lets work begin earlier.
     *
     * @param times how many times as long
     * @return the other one
     */
    public Stopwatch warmer(int times) {
        return new Stopwatch(warmSeconds * times, seconds);
    }

    /**
     * Returns one that measures for longer.
     *
     * @param times how many times as long
     * @return the other one
     */
    public Stopwatch longer(int times) {
        return new Stopwatch(warmSeconds, seconds * times);
    }

    /**
     * Runs a workload.
     *
     * @param workload what to do; its outcome is checked
     * @param trial on what
     * @param threads how many threads do it
     * @param rest what is done between warming up and measuring
     * @param turn when to measure; passed on before and after each window
     * @return what came out
     * @throws Exception what the store throws, or that it gave wrong data
     */
    public Timing run(Workload workload, Trial trial, int threads, Rest rest, Turn turn)
            throws Exception {
        workload.begin(trial);
        List<Workload.Operation> operations = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            operations.add(workload.operation(trial, thread));
        }
        if (warmSeconds > 0) {
            together(operations, warmSeconds, Turn.ALONE);
            trial.runsPerTransaction();
        }
        rest.take();
        turn.pass();
        Timing timing = together(operations, seconds, turn);
        workload.finish(trial);
        return timing;
    }

    /**
     * Fills a store, to the end.
     *
     * @param fill how
     * @param trial what
     * @param secondsMax when to give up
     * @param turn when to fill it; passed on after each window
     * @return what came out; fewer units than there are entries when it was given up
     * @throws Exception what the store throws
     */
    public static Timing fill(Fill fill, Trial trial, double secondsMax, Turn turn)
            throws Exception {
        Timing timing =
                together(List.of(fill.operation(trial, 0)), Math.min(secondsMax, DAY), turn);
        fill.finish(trial);
        return timing;
    }

    /** Works for as many windows of equal length as the turn asks for, on the same threads. */
    private static Timing together(List<Workload.Operation> operations, double seconds, Turn turn)
            throws Exception {
        int windows = (int) Math.max(1, Math.ceil(seconds / turn.windowSeconds()));
        Histogram nanos = new Histogram(DIGITS);
        long units = 0;
        double taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(operations.size())) {
            boolean over = false;
            for (int i = 0; i < windows && !over; i++) {
                long first = Long.MAX_VALUE;
                long last = Long.MIN_VALUE;
                over = true;
                for (Part part : window(operations, seconds / windows, threads)) {
                    units += part.units;
                    first = Math.min(first, part.start);
                    last = Math.max(last, part.end);
                    over &= part.over;
                    nanos.add(part.nanos);
                }
                taken += (last - first) / 1e9;
                turn.pass();
            }
        }
        return new Timing(units, taken, nanos);
    }

    private static List<Part> window(
            List<Workload.Operation> operations, double seconds, ExecutorService threads)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(operations.size());
        List<Callable<Part>> calls = new ArrayList<>();
        for (Workload.Operation operation : operations) {
            calls.add(() -> work(operation, start, seconds));
        }
        List<Part> parts = new ArrayList<>();
        try {
            for (Future<Part> future : threads.invokeAll(calls)) {
                parts.add(future.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        return parts;
    }

    private static Part work(Workload.Operation operation, CyclicBarrier barrier, double seconds)
            throws Exception {
        Histogram nanos = new Histogram(DIGITS);
        barrier.await();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long units = 0;
        long before = start;
        boolean over = false;
        while (before < end && !over) {
            long done = operation.run();
            if (done == 0) {
                over = true;
                continue;
            }
            long now = System.nanoTime();
            nanos.recordValue(now - before);
            before = now;
            units += done;
        }
        return new Part(units, start, before, over, nanos);
    }
}
