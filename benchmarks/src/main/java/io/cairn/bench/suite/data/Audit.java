package io.cairn.bench.suite.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks at everything that a store gives back: touches every byte of it, and fails when it is not
 * what was stored. Used by one thread.
 */
public final class Audit {

    private final int valueBytes;
    private long expected;
    private int step;
    private long count;

    /**
     * Creates a check.
     *
     * @param records what the values were made with
     */
    public Audit(Records records) {
        this.valueBytes = records.valueBytes();
    }

    /**
     * Says which key's value comes next.
     *
     * @param number the key's number
     */
    public void expect(long number) {
        expected = number;
        step = 0;
        count = 0;
    }

    /**
     * Says which entries come next: neighbours, since keys have no gaps.
     *
     * @param first the first entry's number
     * @param direction 1 when the numbers rise, -1 when they fall
     */
    public void expectFrom(long first, int direction) {
        expected = first;
        step = direction;
        count = 0;
    }

    /**
     * Tells how many entries came since they were announced.
     *
     * @return their number
     */
    public long count() {
        return count;
    }

    /**
     * Checks that so many entries came as announced.
     *
     * @param entries how many there are
     */
    public void expectCount(long entries) {
        if (count != entries) {
            throw new WrongDataException(
                    "a scan gave " + count + " entries where there are " + entries);
        }
    }

    /**
     * Looks at an entry.
     *
     * @param key its key
     * @param value its value
     */
    public void entry(byte[] key, byte[] value) {
        if (key.length != Records.KEY_BYTES) {
            throw strangeKey();
        }
        key(Words.get(key, 0), Words.get(key, Long.BYTES));
        value(value);
    }

    /**
     * Looks at an entry in place.
     *
     * @param key its key
     * @param value its value
     */
    public void entry(MemorySegment key, MemorySegment value) {
        if (key.byteSize() != Records.KEY_BYTES) {
            throw strangeKey();
        }
        key(key.get(Words.LONG, 0), key.get(Words.LONG, Long.BYTES));
        value(value);
    }

    /**
     * Looks at an entry in place, from 0 to each buffer's limit.
     *
     * @param key its key
     * @param value its value
     */
    public void entry(ByteBuffer key, ByteBuffer value) {
        if (key.limit() != Records.KEY_BYTES) {
            throw strangeKey();
        }
        key.order(ByteOrder.LITTLE_ENDIAN);
        key(key.getLong(0), key.getLong(Long.BYTES));
        value(value);
    }

    /**
     * Looks at a value.
     *
     * @param value the value of the key that is expected
     */
    public void value(byte[] value) {
        if (value.length != valueBytes) {
            throw wrong(value.length);
        }
        long total = total(Words.sum(value));
        for (int at = valueBytes & -Long.BYTES; at < valueBytes; at++) {
            if (value[at] != Records.tail(total, at)) {
                throw wrong(valueBytes);
            }
        }
        taken();
    }

    /**
     * Looks at a value in place.
     *
     * @param value the value of the key that is expected
     */
    public void value(MemorySegment value) {
        if (value.byteSize() != valueBytes) {
            throw wrong(value.byteSize());
        }
        long total = total(Words.sum(value));
        for (int at = valueBytes & -Long.BYTES; at < valueBytes; at++) {
            if (value.get(ValueLayout.JAVA_BYTE, at) != Records.tail(total, at)) {
                throw wrong(valueBytes);
            }
        }
        taken();
    }

    /**
     * Looks at a value in place, from 0 to the buffer's limit.
     *
     * @param value the value of the key that is expected
     */
    public void value(ByteBuffer value) {
        if (value.limit() != valueBytes) {
            throw wrong(value.limit());
        }
        long total = total(Words.sum(value));
        for (int at = valueBytes & -Long.BYTES; at < valueBytes; at++) {
            if (value.get(at) != Records.tail(total, at)) {
                throw wrong(valueBytes);
            }
        }
        taken();
    }

    private long total(long sum) {
        long total = Records.total(expected);
        if (sum != total) {
            throw wrong(valueBytes);
        }
        return total;
    }

    private void taken() {
        expected += step;
        count++;
    }

    /** Compares a key with the expected one without making that. */
    private void key(long first, long second) {
        long number = digits(first) * 100_000_000 + digits(second);
        if (number != expected) {
            throw new WrongDataException(
                    "a scan gave key " + number + " where " + expected + " is stored");
        }
    }

    /**
     * Reads eight digits at once, the first one in the lowest byte: neighbours are joined to
     * numbers of two digits, then four, then eight.
     */
    private static long digits(long ascii) {
        long ones = ascii - 0x3030303030303030L;
        long twos = (ones * 10 + (ones >>> 8)) & 0x00FF00FF00FF00FFL;
        long fours = (twos * 100 + (twos >>> 16)) & 0x0000FFFF0000FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
    }

    private static WrongDataException strangeKey() {
        return new WrongDataException("a scan gave a key of another length than was stored");
    }

    private WrongDataException wrong(long length) {
        return new WrongDataException(
                "the value of key "
                        + expected
                        + " is not the one stored; it has "
                        + length
                        + " bytes, "
                        + valueBytes
                        + " were stored");
    }
}
