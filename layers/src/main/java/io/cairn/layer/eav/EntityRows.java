package io.cairn.layer.eav;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.index.Match;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of entities; {@code package-info} draws them. Immutable. */
final class EntityRows {

    private final Subspace attributes;
    private final Subspace index;

    EntityRows(Subspace subspace) {
        attributes = subspace.at(0);
        index = subspace.at(1);
    }

    /** Makes a tuple of one element, whatever it is. */
    static Tuple element(@Nullable Object element) {
        return Tuple.empty().add(element);
    }

    byte[] attribute(UUID id, Tuple key) {
        return attributes.pack(element(id).concat(key));
    }

    KeyRange attributes(UUID id) {
        return attributes.range(id);
    }

    byte[] indexed(Tuple key, Tuple value, UUID id) {
        return index.pack(key.concat(value).add(id));
    }

    /** Returns the subspace of the rows (value, id) of one key. */
    Subspace values(Tuple key) {
        return Subspace.ofPrefix(index.pack(key));
    }

    /** Reads the key of an attribute from a row of {@link #attributes(UUID)}. */
    Tuple key(byte[] row) {
        Tuple parts = parts(row, attributes.prefix().length, 2, row);
        return parts.slice(1, 2);
    }

    /** Reads the value of the attribute that a row is about. */
    static Tuple value(byte[] row, byte[] stored) {
        return parts(stored, 0, 1, row);
    }

    /** Reads a row of {@link #values}. */
    static Match<UUID> match(Subspace values, byte[] row) {
        Tuple parts = parts(row, values.prefix().length, 2, row);
        if (parts.get(1) instanceof UUID id) {
            return new Match<>(parts.get(0), id);
        }
        throw foreign(row, null);
    }

    private static Tuple parts(byte[] packed, int begin, int count, byte[] row) {
        Tuple parts;
        try {
            parts = Tuple.unpack(packed, begin);
        } catch (InvalidArgumentException | LimitException e) {
            throw foreign(row, e);
        }
        if (parts.size() != count) {
            throw foreign(row, null);
        }
        return parts;
    }

    private static CorruptionException foreign(byte[] row, @Nullable Throwable cause) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                "a row of the entities was written by something else; give every layer a subspace of its own",
                cause,
                "key",
                Bytes.describe(row));
    }
}
