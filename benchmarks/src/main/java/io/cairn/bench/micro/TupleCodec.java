package io.cairn.bench.micro;

import io.cairn.layer.tuple.Tuple;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Packing and unpacking of a tuple such as an index has: text, a number, an identifier. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TupleCodec {

    private static final int TUPLES = 1_024;

    private final Object[][] elements = new Object[TUPLES][];
    private final byte[][] packed = new byte[TUPLES][];
    private int next;

    /** Creates the benchmark. */
    public TupleCodec() {}

    /** Makes the tuples. */
    @Setup
    public void make() {
        for (int i = 0; i < TUPLES; i++) {
            elements[i] = new Object[] {"users", i * 31L - 5_000, new UUID(i, ~i), "name" + i};
            packed[i] = Tuple.of(elements[i]).pack();
        }
    }

    /** From elements to bytes. */
    @Benchmark
    public byte[] pack() {
        return Tuple.of(elements[advance()]).pack();
    }

    /** From bytes to every element. */
    @Benchmark
    public long unpack() {
        Tuple tuple = Tuple.unpack(packed[advance()]);
        return tuple.string(0).length()
                + tuple.integer(1)
                + tuple.uuid(2).getLeastSignificantBits()
                + tuple.string(3).length();
    }

    private int advance() {
        next = (next + 1) % TUPLES;
        return next;
    }
}
