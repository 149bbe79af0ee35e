package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.WriteBatch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Readers scan snapshots while a writer moves amounts between accounts of two keyspaces, makes and
 * removes accounts with balance zero, and deletes ranges of them. Every state the writer publishes
 * has the same sum; any other sum is a torn batch or a node changed in place.
 */
class ConcurrentReadersTest {

    private static final int READERS = 3;
    private static final int ACCOUNTS = 2_000;
    private static final int BATCHES = 15_000;
    private static final long TOTAL = 2L * ACCOUNTS * 100;
    private static final long SEED = 20_260;
    private static final ValueLayout.OfLong BALANCE =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemoryEngine engine = new MemoryEngine();
    private final int[] keyspaces = {0, engine.keyspace("other")};
    private final long[][] balances = new long[2][ACCOUNTS];
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void everySnapshotHasTheSameSum() throws Exception {
        open();
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader(i)));
            }
            write();
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(1, TimeUnit.MINUTES)).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        TreeCheck.check(MemoryEngineModelTest.root(engine), true);
        engine.close();
    }

    private void open() {
        WriteBatch batch = new WriteBatch();
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < ACCOUNTS; i++) {
                balances[k][i] = 100;
                batch.put(keyspaces[k], key(i, 0), value(100));
            }
        }
        engine.apply(batch);
    }

    private void write() {
        Random random = new Random(SEED);
        for (int i = 0; i < BATCHES; i++) {
            WriteBatch batch = new WriteBatch();
            int size = 1 + random.nextInt(8);
            for (int j = 0; j < size; j++) {
                int from = random.nextInt(2);
                int a = random.nextInt(ACCOUNTS);
                int b = random.nextInt(ACCOUNTS);
                balances[from][a] -= 7;
                balances[1 - from][b] += 7;
                batch.put(keyspaces[from], key(a, 0), value(balances[from][a]));
                batch.put(keyspaces[1 - from], key(b, 0), value(balances[1 - from][b]));
                batch.put(keyspaces[from], key(a, 1 + random.nextInt(50)), value(0));
                batch.delete(keyspaces[from], key(b, 1 + random.nextInt(50)));
            }
            if (i % 50 == 0) {
                int a = random.nextInt(ACCOUNTS);
                batch.deleteRange(keyspaces[0], KeyRange.of(key(a, 1), key(a, 100)));
            }
            engine.apply(batch);
        }
    }

    private Callable<Integer> reader(int number) {
        return () -> {
            int scans = 0;
            EngineSnapshot old = engine.snapshot();
            long oldHash = scan(old, Direction.FORWARD);
            while (!done.get() || scans == 0) {
                try (EngineSnapshot snapshot = engine.snapshot()) {
                    scan(
                            snapshot,
                            (scans + number) % 2 == 0 ? Direction.FORWARD : Direction.REVERSE);
                }
                scans++;
                if (scans % 20 == 0) {
                    assertThat(scan(old, Direction.FORWARD)).isEqualTo(oldHash);
                    old = engine.snapshot();
                    oldHash = scan(old, Direction.FORWARD);
                }
            }
            return scans;
        };
    }

    /** Checks the sum and the order; returns a hash of everything seen. */
    private long scan(EngineSnapshot snapshot, Direction direction) {
        long sum = 0;
        long hash = 0;
        for (int keyspace : keyspaces) {
            long previous = direction == Direction.FORWARD ? -1 : Long.MAX_VALUE;
            try (EngineCursor cursor = snapshot.cursor(keyspace, KeyRange.all(), direction)) {
                while (cursor.next()) {
                    MemorySegment value = cursor.value();
                    long key = cursor.key().get(BALANCE, 0);
                    long balance = value.get(BALANCE, 0);
                    assertThat(direction == Direction.FORWARD ? previous < key : previous > key)
                            .isTrue();
                    previous = key;
                    sum += balance;
                    hash = hash * 31 + key * 17 + balance;
                }
            }
        }
        assertThat(sum).isEqualTo(TOTAL);
        return hash;
    }

    private static byte[] key(int account, int part) {
        return ByteBuffer.allocate(8).putInt(account).putInt(part).array();
    }

    private static byte[] value(long balance) {
        return ByteBuffer.allocate(8 + (int) (Math.abs(balance) % 40)).putLong(balance).array();
    }
}
