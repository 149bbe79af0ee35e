package io.cairn.hnsw.build;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * The threads of a build. Work is cut into pieces that are handed out as threads become free, so
 * results must not depend on who does what. Used by one thread, which works along; whoever made it
 * closes it.
 */
public final class Workers implements AutoCloseable {

    /** Does a piece of the work. */
    @FunctionalInterface
    public interface Piece<S> {

        /**
         * Does what belongs to the numbers from {@code begin} to before {@code end}.
         *
         * @param state what only this thread uses
         */
        void run(S state, int begin, int end);
    }

    private final int threads;
    private final ExecutorService helpers;

    /**
     * Starts threads.
     *
     * @param threads how many work, the caller among them; 0 for as many as there are processors
     */
    public Workers(int threads) {
        this.threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        this.helpers =
                Executors.newFixedThreadPool(
                        Math.max(1, this.threads - 1),
                        Thread.ofPlatform().daemon().name("cairn-hnsw-", 0).factory());
    }

    /** Returns how many threads work. */
    public int threads() {
        return threads;
    }

    /** Has something done beside the caller's own work, when there is more than one thread. */
    Future<?> beside(Runnable work) {
        return helpers.submit(work);
    }

    /**
     * Does work and waits for its end.
     *
     * @param total how much there is
     * @param piece how much of it is handed out at once
     * @param state makes what each thread uses, by its number
     * @param work does a piece
     */
    public <S> void run(int total, int piece, IntFunction<S> state, Piece<S> work) {
        AtomicInteger next = new AtomicInteger();
        int needed = Math.clamp(Math.ceilDiv((long) total, piece), 1, threads);
        List<Future<?>> others = new ArrayList<>();
        try {
            for (int i = 1; i < needed; i++) {
                int number = i;
                others.add(
                        helpers.submit(() -> drain(next, total, piece, state.apply(number), work)));
            }
            drain(next, total, piece, state.apply(0), work);
        } finally {
            // After a failure nobody takes another piece.
            next.set(total);
            await(others);
        }
    }

    private static <S> void drain(
            AtomicInteger next, int total, int piece, S state, Piece<S> work) {
        while (true) {
            int begin = next.getAndUpdate(n -> n >= total ? n : n + Math.min(piece, total - n));
            if (begin >= total) {
                return;
            }
            work.run(state, begin, begin + Math.min(piece, total - begin));
        }
    }

    /** Waits for all, also when one has failed: none may go on with what the caller then frees. */
    private static void await(List<Future<?>> others) {
        Throwable failure = null;
        for (Future<?> other : others) {
            try {
                getUninterruptibly(other);
            } catch (ExecutionException e) {
                failure = e.getCause();
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw failure instanceof RuntimeException exception
                    ? exception
                    : new IllegalStateException(failure);
        }
    }

    /** A piece does not take long, and memory must not go away under it. */
    private static void getUninterruptibly(Future<?> other) throws ExecutionException {
        boolean interrupted = false;
        while (true) {
            try {
                other.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        helpers.shutdownNow();
        helpers.close();
    }
}
