package io.cairn.layer.collection;

import io.cairn.api.Cursor;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.index.Match;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;

/**
 * The rows of one index. A unique index has the id in the value, so that two transactions which
 * give the same value to different documents write the same row. Immutable.
 */
record IndexRows(Definition.Numbered index, Subspace subspace) {

    IndexRows(CollectionRows rows, Definition.Numbered index) {
        this(index, rows.index(index.number()));
    }

    boolean unique() {
        return index.index().unique();
    }

    byte[] row(Tuple scalar, long id) {
        return subspace.pack(unique() ? scalar : scalar.add(id));
    }

    static byte[] id(long id) {
        return Tuple.of(id).pack();
    }

    /** Reads the row at which a cursor stands. */
    Match<Long> match(Cursor cursor) {
        byte[] row = cursor.key();
        try {
            Tuple parts = Tuple.unpack(row, subspace.prefix().length);
            int size = Scalars.size(parts);
            if (parts.size() == (unique() ? size : size + 1)) {
                long id =
                        unique()
                                ? CollectionRows.id(cursor.value(), 0)
                                : Document.checked(parts.integer(size));
                return new Match<>(Scalars.value(parts), id);
            }
        } catch (InvalidArgumentException | LimitException | IndexOutOfBoundsException e) {
            throw CollectionRows.foreign(row, e);
        }
        throw CollectionRows.foreign(row, null);
    }
}
