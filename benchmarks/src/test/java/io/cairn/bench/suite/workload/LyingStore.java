package io.cairn.bench.suite.workload;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Audit;
import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.store.BenchStore;
import io.cairn.bench.suite.store.Scan;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store that is honest until it is told how to lie. Used by one thread. */
public final class LyingStore implements BenchStore {

    /** What is not as it should be. */
    public enum Lie {
        /** Nothing: the store is right. */
        NONE,
        /** A byte of each value read is another one. */
        BYTE,
        /** What was there before an update is read after it. */
        STALE,
        /** Nothing is found. */
        LOSS,
        /** Everything is found. */
        GHOST,
        /** A scan leaves out its third entry. */
        GAP,
        /** A scan ends too early. */
        SHORT,
        /** A deleted key is still there. */
        UNDEAD,
        /** Every tenth transaction is forgotten. */
        FORGOTTEN
    }

    private final TreeMap<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);
    private final Lie lie;
    private final StringBuilder calls = new StringBuilder();
    private int transactions;

    /**
     * Creates an empty store.
     *
     * @param lie what will not be as it should
     */
    public LyingStore(Lie lie) {
        this.lie = lie;
    }

    /**
     * Tells what was called.
     *
     * @return P for puts, G for gets, F for flushes; a letter for each run of the same
     */
    public String calls() {
        return calls.toString();
    }

    private void called(char which) {
        int length = calls.length();
        if (length == 0 || calls.charAt(length - 1) != which) {
            calls.append(which);
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        called('P');
        if (lie != Lie.STALE) {
            map.put(key, value);
        }
    }

    @Override
    public void putAll(List<Entry> entries) {
        entries.forEach(entry -> map.put(entry.key(), entry.value()));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        called('G');
        byte[] value = map.get(key);
        if (lie == Lie.LOSS) {
            return null;
        }
        if (value == null && lie == Lie.GHOST) {
            return new byte[1];
        }
        return value == null ? null : changed(value);
    }

    private byte[] changed(byte[] value) {
        byte[] copy = value.clone();
        if (lie == Lie.BYTE) {
            copy[copy.length / 2] ^= 4;
        }
        return copy;
    }

    @Override
    public void delete(byte[] key) {
        if (lie != Lie.UNDEAD) {
            map.remove(key);
        }
    }

    @Override
    public void scan(Scan scan, Audit audit) {
        byte[] begin = scan.begin();
        var range = scan.reverse() ? map.descendingMap() : map;
        int seen = 0;
        for (var entry : range.entrySet()) {
            boolean before = begin != null && Arrays.compareUnsigned(entry.getKey(), begin) < 0;
            boolean behind =
                    scan.end() != null && Arrays.compareUnsigned(entry.getKey(), scan.end()) >= 0;
            if (before || behind || seen == scan.limit()) {
                continue;
            }
            seen++;
            if (seen == 3 && lie == Lie.GAP || seen > 3 && lie == Lie.SHORT) {
                continue;
            }
            audit.entry(entry.getKey(), changed(entry.getValue()));
        }
    }

    @Override
    public int transact(Work work) throws Exception {
        boolean forgotten = lie == Lie.FORGOTTEN && ++transactions % 10 == 0;
        work.run(
                new Tx() {
                    @Override
                    public byte @Nullable [] get(byte[] key) {
                        return LyingStore.this.get(key);
                    }

                    @Override
                    public void put(byte[] key, byte[] value) {
                        if (!forgotten) {
                            map.put(key, value);
                        }
                    }
                });
        return 1;
    }

    @Override
    public void flush() {
        called('F');
    }

    @Override
    public long diskBytes() {
        return 0;
    }

    @Override
    public void close() {}

    /** Fills the store directly. */
    void fill(Records records, int entries) {
        for (int number = 0; number < entries; number++) {
            map.put(Records.key(number), records.value(number, 0));
        }
    }
}
