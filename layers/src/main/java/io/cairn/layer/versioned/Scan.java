package io.cairn.layer.versioned;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/** Walks rows of a subspace. Used by one thread; whoever opened it closes it. */
final class Scan implements AutoCloseable {

    private final Cursor cursor;
    private final Subspace subspace;

    Scan(ReadView view, Subspace subspace, KeyRange range, ScanOptions options) {
        this.subspace = subspace;
        this.cursor = view.scan(range, options);
    }

    Scan(ReadView view, Subspace subspace, KeyRange range) {
        this(view, subspace, range, ScanOptions.all());
    }

    boolean next() {
        return cursor.next();
    }

    byte[] key() {
        return cursor.key();
    }

    /**
     * How a row is read.
     *
     * @param <T> what is made of it
     */
    interface RowParser<T extends @Nullable Object> {
        T parse(Tuple key, Tuple value);
    }

    <T extends @Nullable Object> T row(RowParser<T> parser) {
        byte[] key = cursor.key();
        byte[] value = cursor.value();
        return Stored.parsed(key, () -> parser.parse(subspace.unpack(key), Tuple.unpack(value)));
    }

    @Override
    public void close() {
        cursor.close();
    }
}
