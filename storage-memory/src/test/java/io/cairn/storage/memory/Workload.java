package io.cairn.storage.memory;

import io.cairn.bytes.KeyRange;
import io.cairn.engine.WriteBatch;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

/** Random batches that are applied to a model in the same breath; the seed reproduces them. */
final class Workload {

    /** How keys look. */
    enum Keys {
        /** Few distinct short keys, many prefixes of each other. */
        SHORT_DENSE,
        /** Any bytes, up to 20. */
        RANDOM,
        /** Zero-padded decimal numbers. */
        DECIMAL,
        /** Long common prefixes, only 0x00 and 0xFF behind them. */
        EXTREMES,
        /** Up to 3000 bytes. */
        LONG
    }

    private static final int LARGE_VALUE_BYTES = 5000;

    final Random random;
    final Keys keys;
    final TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    private final int keyspace;
    private final int space;
    private int next;

    /**
     * Makes a workload.
     *
     * @param space how many different keys there are, roughly
     */
    Workload(long seed, Keys keys, int keyspace, int space) {
        this.random = new Random(seed);
        this.keys = keys;
        this.keyspace = keyspace;
        this.space = space;
    }

    /** Adds operations to a batch and to the model. */
    void fill(WriteBatch batch, int operations, double deletes, double rangeDeletes) {
        for (int i = 0; i < operations; i++) {
            double choice = random.nextDouble();
            if (choice < rangeDeletes) {
                KeyRange range = range();
                batch.deleteRange(keyspace, range);
                model.keySet().removeIf(range::contains);
            } else if (choice < rangeDeletes + deletes) {
                byte[] key = random.nextInt(4) == 0 ? key() : present();
                batch.delete(keyspace, key);
                model.remove(key);
            } else {
                byte[] key = key();
                byte[] value = value();
                batch.put(keyspace, key, value);
                model.put(key, value);
            }
        }
    }

    /** Adds puts whose keys ascend, across calls too. */
    void append(WriteBatch batch, int operations) {
        for (int i = 0; i < operations; i++) {
            byte[] key = decimal(next++);
            byte[] value = value();
            batch.put(keyspace, key, value);
            model.put(key, value);
        }
    }

    byte[] key() {
        return switch (keys) {
            case SHORT_DENSE -> bytes(random.nextInt(8), 3);
            case RANDOM -> bytes(random.nextInt(21), 256);
            case DECIMAL -> decimal(random.nextInt(space));
            case EXTREMES -> extremes();
            case LONG ->
                    bytes(random.nextInt(20) == 0 ? random.nextInt(3000) : random.nextInt(30), 4);
        };
    }

    /** A range around random keys, sometimes empty or without an end. */
    KeyRange range() {
        byte[] begin = random.nextInt(8) == 0 ? new byte[0] : key();
        return random.nextInt(8) == 0 ? KeyRange.of(begin, null) : KeyRange.of(begin, key());
    }

    /** A range that covers roughly a number of keys. */
    KeyRange narrowRange() {
        byte[] begin = present();
        byte[] end = begin;
        int steps = random.nextInt(300);
        for (int i = 0; i < steps; i++) {
            byte[] higher = model.higherKey(end);
            if (higher == null) {
                break;
            }
            end = higher;
        }
        return KeyRange.of(begin, end);
    }

    byte[] value() {
        int kind = random.nextInt(100);
        int length =
                kind < 90
                        ? random.nextInt(60)
                        : kind < 98 ? random.nextInt(1300) : random.nextInt(LARGE_VALUE_BYTES);
        byte[] value = new byte[length];
        random.nextBytes(value);
        return value;
    }

    /** A key that is there if there is any. */
    byte[] present() {
        byte[] key = model.ceilingKey(key());
        return key != null ? key : model.isEmpty() ? key() : model.lastKey();
    }

    private byte[] bytes(int length, int distinct) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) random.nextInt(distinct);
        }
        return key;
    }

    private byte[] extremes() {
        byte[] key = new byte[16 + random.nextInt(16)];
        Arrays.fill(key, 0, 16, (byte) 0xFF);
        for (int i = 16; i < key.length; i++) {
            key[i] = (byte) (random.nextBoolean() ? 0xFF : 0);
        }
        return key;
    }

    private static byte[] decimal(int number) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) '0');
        for (int i = key.length - 1, rest = number; rest > 0; i--, rest /= 10) {
            key[i] = (byte) ('0' + rest % 10);
        }
        return key;
    }
}
