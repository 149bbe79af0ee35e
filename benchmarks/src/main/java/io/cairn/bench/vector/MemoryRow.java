package io.cairn.bench.vector;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the most memory that the process of a build has resident, what it has mapped of the
 * input left out.
 *
 * @param data what is indexed
 * @param atMost the most, in lengths of the index file
 */
record MemoryRow(VectorData data, double atMost) implements Row {

    private static final int POLL_MILLIS = 20;

    @Override
    public String name() {
        return "memory of building " + data.name();
    }

    @Override
    public boolean isPossible() {
        return true;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        VectorPeer.Plan plan = workshop.plan(data);
        Path index = workshop.path();
        AtomicLong most = new AtomicLong();
        long bytes;
        try (PeerProcess cairn = PeerProcess.start(Library.CAIRN, plan);
                ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> polling =
                    poll.scheduleWithFixedDelay(
                            () -> {
                                ProcessMemory now = ProcessMemory.of(cairn.pid());
                                long beyond =
                                        now.residentKib() - now.residentKibOf(plan.files().base());
                                most.accumulateAndGet(beyond, Math::max);
                            },
                            0,
                            POLL_MILLIS,
                            TimeUnit.MILLISECONDS);
            bytes = cairn.build(index).bytes();
            workshop.note(
                    "the most resident in all: %,d kB, as the kernel counts",
                    ProcessMemory.of(cairn.pid()).mostResidentKib());
            if (polling.isDone()) {
                // It ends early only by an exception, which this throws.
                polling.get();
            }
            polling.cancel(false);
        }
        workshop.remove(index);
        return List.of(
                Finding.ofLimit(
                        "memory of building " + data.name() + ", beyond the mapped input",
                        String.format(Locale.ROOT, "%.2f x index file", atMost),
                        most.get() * 1024 / 1e6,
                        atMost * bytes / 1e6,
                        "MB"));
    }
}
