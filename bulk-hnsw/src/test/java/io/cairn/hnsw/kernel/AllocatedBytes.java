package io.cairn.hnsw.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what the calling thread allocates. Stateless. */
public final class AllocatedBytes {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_CALLS = 20_000;
    private static final int ROUNDS = 50;
    private static final int CALLS = 2_000;

    private AllocatedBytes() {}

    /**
     * Returns how many bytes a call allocates once the compiler has done its work: the least of
     * some rounds, as nobody says when it has.
     */
    public static double perCall(Runnable call) {
        for (int i = 0; i < WARM_CALLS; i++) {
            call.run();
        }
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 1; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            long after = THREADS.getCurrentThreadAllocatedBytes();
            least = Math.min(least, (after - before) / (double) CALLS);
        }
        return least;
    }
}
