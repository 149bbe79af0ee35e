package io.cairn.bench.micro;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the public API adds to an engine that does almost nothing: an in-memory database of a
 * thousand keys.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransactionCost {

    private static final int KEYS = 1_000;

    private final byte[][] keys = new byte[KEYS][];
    private final byte[] value = new byte[100];
    private Database db;
    private int next;

    /** Creates the benchmark. */
    public TransactionCost() {}

    /** Fills the database. */
    @Setup
    public void open() {
        db = Cairn.inMemory();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = Bytes.utf8("key:" + (1_000_000 + i));
            db.put(keys[i], value);
        }
    }

    /** Closes the database. */
    @TearDown
    public void close() {
        db.close();
    }

    /** One read on the database. */
    @Benchmark
    public byte @Nullable [] get() {
        return db.get(key());
    }

    /** One write on the database. */
    @Benchmark
    public void put() {
        db.put(key(), value);
    }

    /** One read and one write in a retried transaction. */
    @Benchmark
    public byte @Nullable [] transactReadWrite() {
        return db.transact(tx -> {
            byte @Nullable [] read = tx.get(key());
            tx.put(key(), value);
            return read;
        });
    }

    /** Ten reads and ten writes in a transaction begun by hand. */
    @Benchmark
    public long tenAndTen() {
        try (Transaction tx = db.begin()) {
            for (int i = 0; i < 10; i++) {
                tx.get(key());
                tx.put(key(), value);
            }
            return tx.commit();
        }
    }

    /** A scan of everything, per thousand entries. */
    @Benchmark
    public long scanThousand() {
        long bytes = 0;
        try (Cursor cursor = db.scan(KeyRange.all())) {
            while (cursor.next()) {
                bytes += cursor.valueSegment().byteSize();
            }
        }
        return bytes;
    }

    private byte[] key() {
        next = next + 1 == KEYS ? 0 : next + 1;
        return keys[next];
    }
}
