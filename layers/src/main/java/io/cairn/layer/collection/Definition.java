package io.cairn.layer.collection;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** What a collection is, apart from its documents. Immutable. */
record Definition(List<Numbered> indexes) {

    static final Definition EMPTY = new Definition(List.of());

    /** Every document is looked at for each index; more than a table's worth is a mistake. */
    private static final int INDEXES_MAX = 64;

    /** An index with the number that its rows have. */
    record Numbered(long number, Index index, JsonPointer pointer) {}

    /** Returns the index on a pointer, or null. */
    @Nullable Numbered index(String pointer) {
        Objects.requireNonNull(pointer, "pointer");
        for (Numbered each : indexes) {
            if (each.index.pointer().equals(pointer)) {
                return each;
            }
        }
        return null;
    }

    /** Returns the definition with one more index, which is the last. */
    Definition with(Index index) {
        if (index(index.pointer()) != null) {
            throw new CollectionException(
                    Reason.INDEX_EXISTS,
                    "there is an index on this pointer; drop it first",
                    "pointer",
                    index.pointer());
        }
        if (indexes.size() == INDEXES_MAX) {
            throw new LimitException(
                    "a collection has too many indexes", "max", INDEXES_MAX, "pointer", index);
        }
        List<Numbered> more = new ArrayList<>(indexes);
        long number = indexes.isEmpty() ? 0 : indexes.getLast().number + 1;
        more.add(new Numbered(number, index, index.compiled()));
        return new Definition(List.copyOf(more));
    }

    Definition without(Numbered index) {
        return new Definition(indexes.stream().filter(each -> !each.equals(index)).toList());
    }

    byte[] pack() {
        List<Tuple> packed = new ArrayList<>();
        for (Numbered each : indexes) {
            packed.add(Tuple.of(each.number, each.index.pointer(), each.index.unique()));
        }
        return Tuple.of(packed).pack();
    }

    /**
     * Reads a definition.
     *
     * @throws io.cairn.error.CorruptionException when it was written by something else
     */
    static Definition unpack(byte[] row, byte[] stored) {
        try {
            List<Numbered> indexes = new ArrayList<>();
            Tuple packed = Tuple.unpack(stored).tuple(0);
            for (int i = 0; i < packed.size(); i++) {
                Tuple parts = packed.tuple(i);
                Index index = new Index(parts.string(1), Boolean.TRUE.equals(parts.get(2)));
                indexes.add(new Numbered(parts.integer(0), index, index.compiled()));
            }
            return new Definition(List.copyOf(indexes));
        } catch (InvalidArgumentException | LimitException | IndexOutOfBoundsException e) {
            throw CollectionRows.foreign(row, e);
        }
    }
}
