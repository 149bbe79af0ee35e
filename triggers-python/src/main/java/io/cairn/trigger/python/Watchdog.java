package io.cairn.trigger.python;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Context;

/**
 * Stops a context when its time is over, by closing it: an interrupt would leave it usable, with
 * whatever the code had half done. Used by the thread that runs the code.
 */
final class Watchdog {

    /** Only looks at the clock; one thread does for all. */
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Context context;
    private final ScheduledFuture<?> alarm;

    /** Set by whoever comes first, the end of the call or that of its time. */
    private final AtomicBoolean decided = new AtomicBoolean();

    private volatile boolean inTime;

    private Watchdog(Context context, Duration limit) {
        this.context = context;
        this.alarm = CLOCK.schedule(this::stop, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    static Watchdog start(Context context, Duration limit) {
        return new Watchdog(context, limit);
    }

    /** Ends the watch; false when the context was stopped, or is being stopped. */
    boolean end() {
        if (decided.compareAndSet(false, true)) {
            inTime = true;
            alarm.cancel(false);
        }
        return inTime;
    }

    private void stop() {
        if (decided.compareAndSet(false, true)) {
            // It waits for the code to come to where it can be stopped, and others' time goes on.
            Thread.ofPlatform()
                    .daemon()
                    .name("cairn-python-stop")
                    .start(() -> Interpreter.close(context));
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("cairn-python-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
