package io.cairn.hnsw.build;

import io.cairn.hnsw.BuildProgress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the threads of a build have done, and tells some times a second. Thread-safe. */
public final class Stage {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BuildProgress progress;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong told = new AtomicLong(System.nanoTime());
    private volatile String name = "";
    private volatile long total;

    /** Makes one that tells a listener. */
    public Stage(BuildProgress progress) {
        this.progress = progress;
    }

    /** Begins with something new. */
    public void begin(String what, long amount) {
        name = what;
        total = amount;
        done.set(0);
        tell();
    }

    /** Adds to what is done. */
    public void advance(long amount) {
        done.addAndGet(amount);
        long last = told.get();
        long time = System.nanoTime();
        if (time - last >= PAUSE_NANOS && told.compareAndSet(last, time)) {
            tell();
        }
    }

    /** One at a time, so that what a listener is told never shrinks. */
    private synchronized void tell() {
        progress.at(name, done.get(), total);
    }
}
