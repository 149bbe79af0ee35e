package io.cairn.layer.search;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The rows of an index; {@code package-info} draws them. Immutable. */
final class TextRows {

    private static final int POSTING_BYTES = Integer.BYTES + Long.BYTES;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Subspace documents;
    private final Subspace postings;
    private final Subspace frequencies;
    private final Subspace totals;

    TextRows(Subspace subspace) {
        documents = subspace.at(0);
        postings = subspace.at(1);
        frequencies = subspace.at(2);
        totals = subspace.at(3);
    }

    byte[] document(Object document) {
        return documents.key(document);
    }

    byte[] posting(String term, Object document) {
        return postings.key(term, document);
    }

    /** Returns what the rows of a term's documents begin with; the packed document follows. */
    byte[] postingsPrefix(String term) {
        return postings.key(term);
    }

    KeyRange postings(String term) {
        return postings.range(term);
    }

    byte[] frequency(String term, int shard) {
        return frequencies.key(term, shard);
    }

    KeyRange frequencies(String term) {
        return frequencies.range(term);
    }

    byte[] total(int shard) {
        return totals.key(shard);
    }

    KeyRange totals() {
        return totals.range();
    }

    static byte[] posted(int count, long length) {
        byte[] value = new byte[POSTING_BYTES];
        INT.set(value, 0, count);
        LONG.set(value, Integer.BYTES, length);
        return value;
    }

    static int count(byte[] row, byte[] posted) {
        checkLength(row, posted, POSTING_BYTES);
        return (int) INT.get(posted, 0);
    }

    static long length(byte[] row, byte[] posted) {
        checkLength(row, posted, POSTING_BYTES);
        return (long) LONG.get(posted, Integer.BYTES);
    }

    static byte[] counters(long... counters) {
        byte[] value = new byte[counters.length * Long.BYTES];
        for (int i = 0; i < counters.length; i++) {
            LONG.set(value, i * Long.BYTES, counters[i]);
        }
        return value;
    }

    static long[] counters(byte[] row, byte[] stored, int count) {
        checkLength(row, stored, count * Long.BYTES);
        long[] counters = new long[count];
        for (int i = 0; i < count; i++) {
            counters[i] = (long) LONG.get(stored, i * Long.BYTES);
        }
        return counters;
    }

    /** Reads the document from the end of a row. */
    static Object unpacked(byte[] packed) {
        try {
            Tuple tuple = Tuple.unpack(packed);
            Object document = tuple.size() == 1 ? tuple.get(0) : null;
            if (document != null) {
                return document;
            }
        } catch (InvalidArgumentException | LimitException e) {
            throw foreign(packed, e);
        }
        throw foreign(packed, null);
    }

    static CorruptionException foreign(byte[] row, @Nullable Throwable cause) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                "a row of the text index was written by something else; give every layer a subspace of its own",
                cause,
                "key",
                Bytes.describe(row));
    }

    private static void checkLength(byte[] row, byte[] value, int length) {
        if (value.length != length) {
            throw foreign(row, null);
        }
    }
}
