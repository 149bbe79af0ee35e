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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of an index; {@code package-info} draws them. Immutable. */
final class TextRows {

    /** The counters of how much there is: documents, their length, and the next number. */
    static final int TOTALS = 3;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Subspace documents;
    private final Subspace postings;
    private final Subspace frequencies;
    private final Subspace totals;
    private final Subspace names;

    TextRows(Subspace subspace) {
        documents = subspace.at(0);
        postings = subspace.at(1);
        frequencies = subspace.at(2);
        totals = subspace.at(3);
        names = subspace.at(4);
    }

    byte[] document(Object document) {
        return documents.key(document);
    }

    byte[] postings(String term, Slot slot) {
        return postings.key(term, slot.shard(), slot.block());
    }

    /** Returns what the rows of a term's blocks begin with; the packed block follows. */
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

    byte[] names(Slot slot) {
        return names.key(slot.shard(), slot.block());
    }

    /** Returns the row of a packed block. */
    byte[] names(byte[] block) {
        byte[] prefix = names.prefix();
        byte[] row = Arrays.copyOf(prefix, prefix.length + block.length);
        System.arraycopy(block, 0, row, prefix.length, block.length);
        return row;
    }

    static byte[] counters(long... counters) {
        byte[] value = new byte[counters.length * Long.BYTES];
        for (int i = 0; i < counters.length; i++) {
            LONG.set(value, i * Long.BYTES, counters[i]);
        }
        return value;
    }

    static long[] counters(byte[] row, byte[] stored, int count) {
        if (stored.length != count * Long.BYTES) {
            throw foreign(row, null);
        }
        long[] counters = new long[count];
        for (int i = 0; i < count; i++) {
            counters[i] = (long) LONG.get(stored, i * Long.BYTES);
        }
        return counters;
    }

    /** Reads a document. */
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
}
