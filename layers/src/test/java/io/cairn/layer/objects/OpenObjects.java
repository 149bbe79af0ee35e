package io.cairn.layer.objects;

import io.cairn.bytes.KeyRange;
import io.cairn.layer.testing.OpenStore;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An open store and what it stands on.
 *
 * @param store what is tested
 * @param rows the directory's database
 * @param chunks the stored segment's database
 * @param clock the store's clock
 */
record OpenObjects(
        ObjectStore store, @Nullable OpenStore rows, @Nullable OpenStore chunks, HandClock clock)
        implements AutoCloseable {

    static byte[] value(long seed, int length) {
        byte[] value = new byte[length];
        new Random(seed).nextBytes(value);
        return value;
    }

    /** Counts all keys in the databases. */
    long rawKeys() {
        if (rows == null || chunks == null) {
            return 0;
        }
        long count = rows.db().in(Where.keyspace(rows.db())).count(KeyRange.all());
        return chunks == rows
                ? count
                : count + chunks.db().in(Where.keyspace(chunks.db())).count(KeyRange.all());
    }

    /** Returns the bytes used in the segment called "a". */
    long used() {
        return segment("a").bytesUsed();
    }

    Segment segment(String name) {
        return store.segments().stream()
                .filter(segment -> segment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    OpenStore openRows() {
        return Objects.requireNonNull(rows);
    }

    OpenStore openChunks() {
        return Objects.requireNonNull(chunks);
    }

    @Override
    public void close() {
        store.close();
        if (chunks != null && chunks != rows) {
            chunks.close();
        }
        if (rows != null) {
            rows.close();
        }
    }
}
