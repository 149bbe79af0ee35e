package io.cairn.hnsw.vector;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Snapshot;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that are stored in a database, one below each key with a prefix. The value is raw
 * float32[dimension] in little-endian order; what follows the prefix in the key is the id, as
 * decimal text or as 8 bytes in big-endian order, in the same form in all keys. Stateless and
 * thread-safe.
 */
public final class DatabaseVectors {

    private DatabaseVectors() {}

    /**
     * Opens the vectors below a prefix as they are now; later commits do not change what is read.
     * Walks all of them once, to count and check them.
     *
     * @param database where they are; it stays open longer than the source
     * @param prefix what their keys begin with; empty for all keys
     * @param dimension the components of a vector, or 0 for that of the first value
     * @return the vectors in key order, to be used by one thread at a time; the caller closes it,
     *     which closes its snapshot
     * @throws InvalidArgumentException when a key holds no id, the vectors have another dimension,
     *     or there is none and the dimension is 0
     * @throws CorruptionException when a value is not a vector, or of another length than the first
     * @throws io.cairn.error.LimitException when there are more vectors, components or snapshots
     *     than allowed
     */
    public static VectorSource open(Database database, byte[] prefix, int dimension) {
        Sizes.given(dimension);
        KeyRange range = KeyRange.prefix(prefix);
        Snapshot snapshot = database.snapshot();
        boolean made = false;
        try {
            Survey survey = new Survey(prefix, dimension);
            survey.walk(snapshot, range);
            VectorSource source = new Rows(snapshot, range, survey);
            made = true;
            return source;
        } finally {
            if (!made) {
                snapshot.close();
            }
        }
    }

    /** What a walk over all entries finds out. */
    private static final class Survey {
        private final byte[] prefix;
        private final int given;
        private final DatabaseKeys keys;
        private int dimension;
        private long count;

        Survey(byte[] prefix, int given) {
            this.prefix = prefix.clone();
            this.given = given;
            this.keys = new DatabaseKeys(prefix.length);
        }

        void walk(Snapshot snapshot, KeyRange range) {
            try (Cursor cursor = snapshot.scan(range)) {
                while (cursor.next()) {
                    see(cursor);
                }
            }
            keys.finish();
            if (count == 0) {
                if (given == 0) {
                    throw new InvalidArgumentException(
                            "there are no keys with the prefix; correct it, or give the dimension",
                            "prefix",
                            Bytes.describe(prefix));
                }
                dimension = given;
            }
        }

        private void see(Cursor cursor) {
            keys.see(cursor.keySegment());
            long bytes = cursor.valueSegment().byteSize();
            if (count == 0) {
                dimension = dimension(bytes, cursor);
            } else if (bytes != (long) dimension * Float.BYTES) {
                throw wrongValue(
                        "a value is longer or shorter than the first; all must have one dimension",
                        cursor,
                        bytes,
                        dimension);
            }
            count = Sizes.count(count + 1, name());
        }

        private int dimension(long bytes, Cursor first) {
            if (bytes == 0
                    || bytes % Float.BYTES != 0
                    || bytes / Float.BYTES > Sizes.DIMENSION_MAX) {
                throw wrongValue(
                        "a value is not a vector of 1 to 65536 float32; give another prefix",
                        first,
                        bytes,
                        given);
            }
            int found = (int) (bytes / Float.BYTES);
            if (given != 0 && given != found) {
                throw new InvalidArgumentException(
                        "the stored vectors have another dimension than was asked for; correct the"
                                + " dimension or leave it out",
                        "dimension",
                        given,
                        "stored",
                        found,
                        "key",
                        Bytes.describe(first.key()));
            }
            return found;
        }

        String name() {
            return Bytes.describe(prefix);
        }
    }

    private static CorruptionException wrongValue(
            String text, Cursor at, long bytes, int dimension) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                text,
                null,
                "key",
                Bytes.describe(at.key()),
                "bytes",
                bytes,
                "dimension",
                dimension);
    }

    /** Reads the entries of a snapshot that a survey has found good. */
    private static final class Rows extends RowSource {
        private final Snapshot snapshot;
        private final KeyRange range;
        private final DatabaseKeys keys;
        private long[] readIds = new long[0];
        private @Nullable Cursor cursor;

        Rows(Snapshot snapshot, KeyRange range, Survey survey) {
            super(survey.name(), survey.dimension, survey.count);
            this.snapshot = snapshot;
            this.range = range;
            this.keys = survey.keys;
        }

        @Override
        void copyRows(long first, int wanted, MemorySegment rows, long rowBytes) {
            Cursor entries = cursor;
            if (entries == null) {
                entries = snapshot.scan(range);
                cursor = entries;
            }
            if (readIds.length < wanted) {
                readIds = new long[wanted];
            }
            for (int i = 0; i < wanted; i++) {
                if (!entries.next()) {
                    throw new CorruptionException(
                            ErrorCode.FORMAT,
                            "a snapshot had fewer entries when it was read again",
                            null,
                            "prefix",
                            name(),
                            "row",
                            first + i);
                }
                readIds[i] = keys.id(entries.keySegment());
                MemorySegment value = entries.valueSegment();
                if (value.byteSize() != packedBytes()) {
                    throw wrongValue(
                            "a value of a snapshot had another length when it was read again",
                            entries,
                            value.byteSize(),
                            dimension());
                }
                MemorySegment.copy(value, 0, rows, i * rowBytes, packedBytes());
            }
        }

        @Override
        void copyIds(long first, int wanted, long[] ids) {
            System.arraycopy(readIds, 0, ids, 0, wanted);
        }

        @Override
        void release() {
            try (snapshot) {
                if (cursor != null) {
                    cursor.close();
                }
            }
        }
    }
}
