package io.cairn.storage.rocksdb;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.WriteBatch;
import io.cairn.error.LimitException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches in RocksDB's own representation: 8 bytes sequence (0, RocksDB sets it), 4 bytes
 * count, then per record a tag, the column family unless it is the default one, and length-prefixed
 * byte strings. Little-endian, lengths as varints.
 *
 * <p>RocksDB's range delete needs an end. For a range without one the end is the successor of the
 * keyspace's last key, or of the last key that this batch puts there before; as batches are applied
 * one after the other, that is exact.
 *
 * <p>Not thread-safe: it reuses its buffer, so a result is valid until the next call.
 */
final class BatchEncoder {

    /** Tells a keyspace's last key. */
    interface LastKey {
        byte @Nullable [] of(int keyspace);
    }

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte DELETE = 0x00;
    private static final byte PUT = 0x01;
    private static final byte FAMILY_DELETE = 0x04;
    private static final byte FAMILY_PUT = 0x05;
    private static final byte FAMILY_DELETE_RANGE = 0x0E;
    private static final byte DELETE_RANGE = 0x0F;

    private static final int COUNT_AT = 8;
    private static final int HEADER_BYTES = 12;
    private static final int VARINT_BYTES_MAX = 5;
    private static final int RECORD_OVERHEAD_MAX = 1 + 3 * VARINT_BYTES_MAX;
    private static final int KEPT_BYTES_MAX = 4 << 20;
    private static final long BATCH_BYTES_MAX = Integer.MAX_VALUE - 64;

    private final LastKey lastKey;
    private byte[] buffer = new byte[16 << 10];
    private int at;
    private int count;

    BatchEncoder(LastKey lastKey) {
        this.lastKey = lastKey;
    }

    EncodedBatch encode(WriteBatch batch) {
        long bytes = HEADER_BYTES + batch.bytes() + (long) batch.size() * RECORD_OVERHEAD_MAX;
        if (bytes > BATCH_BYTES_MAX) {
            throw new LimitException(
                    "the batch is longer than RocksDB takes at once; commit less in one transaction",
                    "bytes",
                    bytes,
                    "most",
                    BATCH_BYTES_MAX);
        }
        if (buffer.length > KEPT_BYTES_MAX || buffer.length < bytes) {
            buffer = new byte[(int) Math.max(bytes, Math.min(2 * bytes, KEPT_BYTES_MAX))];
        }
        at = HEADER_BYTES;
        count = 0;
        for (int i = 0; i < batch.size(); i++) {
            switch (batch.kind(i)) {
                case PUT -> put(batch.keyspace(i), batch.key(i), batch.value(i));
                case DELETE -> delete(batch.keyspace(i), batch.key(i));
                case DELETE_RANGE -> deleteRange(batch, i);
            }
        }
        INT.set(buffer, COUNT_AT, count);
        return new EncodedBatch(buffer, at);
    }

    private void put(int keyspace, byte[] key, byte[] value) {
        start(keyspace, PUT, FAMILY_PUT);
        string(key);
        string(value);
    }

    private void delete(int keyspace, byte[] key) {
        start(keyspace, DELETE, FAMILY_DELETE);
        string(key);
    }

    private void deleteRange(WriteBatch batch, int index) {
        KeyRange range = batch.range(index);
        byte[] begin = range.begin();
        byte[] end = range.end();
        if (end == null) {
            byte[] last = lastKey(batch, index);
            end = last == null ? begin : Bytes.after(last);
        }
        if (Bytes.compare(begin, end) >= 0) {
            return;
        }
        reserve(begin.length + end.length, batch, index);
        start(batch.keyspace(index), DELETE_RANGE, FAMILY_DELETE_RANGE);
        string(begin);
        string(end);
    }

    private byte @Nullable [] lastKey(WriteBatch batch, int until) {
        int keyspace = batch.keyspace(until);
        byte[] last = lastKey.of(keyspace);
        for (int i = 0; i < until; i++) {
            if (batch.kind(i) == WriteBatch.Kind.PUT && batch.keyspace(i) == keyspace) {
                byte[] key = batch.key(i);
                last = last == null || Bytes.compare(key, last) > 0 ? key : last;
            }
        }
        return last;
    }

    private void start(int keyspace, byte defaultTag, byte familyTag) {
        count++;
        if (keyspace == 0) {
            buffer[at++] = defaultTag;
        } else {
            buffer[at++] = familyTag;
            varint(keyspace);
        }
    }

    private void string(byte[] bytes) {
        varint(bytes.length);
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
        at += bytes.length;
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            buffer[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[at++] = (byte) rest;
    }

    /**
     * Range bounds are not in {@code batch.bytes()}: makes room for these and for whatever follows.
     */
    private void reserve(int bounds, WriteBatch batch, int index) {
        long rest = batch.bytes() + (long) (batch.size() - index) * RECORD_OVERHEAD_MAX;
        long needed = Math.min(at + bounds + rest, BATCH_BYTES_MAX);
        if (needed > buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, (int) needed);
        }
    }
}
