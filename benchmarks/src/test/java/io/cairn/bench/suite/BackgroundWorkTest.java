package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.store.BenchStore;
import io.cairn.bench.suite.store.StoreKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workload begins when the store has ended what the one before left to it, or after a while. */
class BackgroundWorkTest {

    private static final Duration WINDOW = Duration.ofNanos(1_000);

    @TempDir Path folder;

    /** Tells a processor time that has grown by the next number at each call, then no more. */
    private static final class Script implements LongSupplier {
        private final long[] growth;
        private int calls;
        private long total = 5_000;

        Script(long... growth) {
            this.growth = growth;
        }

        @Override
        public long getAsLong() {
            if (calls > 0 && calls <= growth.length) {
                total += growth[calls - 1];
            }
            calls++;
            return total;
        }
    }

    @Test
    void waitsUntilLittleIsUsed() throws Exception {
        Script script = new Script(900, 200, 199, 900);

        assertTrue(BackgroundWork.awaitIdle(script, WINDOW, 10));
        assertEquals(4, script.calls);
    }

    @Test
    void goesOnWhenTheUseNeverEnds() throws Exception {
        Script script = new Script(900, 900, 900, 900);

        assertFalse(BackgroundWork.awaitIdle(script, WINDOW, 3));
        assertEquals(4, script.calls);
    }

    @Test
    void flushesWhatTheWorkloadBeforeHasWritten() throws Exception {
        Plan plan = Plan.of(Plan.Size.BLINK, 300);
        Scenario scenario = plan.scenario("ycsb");
        StoreKind kind = StoreKind.CAIRN_ROCKSDB;
        Round round = new Round(plan, scenario, kind, 0, folder, new Wanted(List.of()));
        try (BenchStore store = kind.open(round.settings("data"))) {
            store.put(new byte[16], new byte[1 << 20]);
            long before = tables();
            BackgroundWork.end(store, Duration.ZERO, 1);
            assertTrue(tables() > before, "a table more");
        }
    }

    private long tables() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".sst")).count();
        }
    }
}
