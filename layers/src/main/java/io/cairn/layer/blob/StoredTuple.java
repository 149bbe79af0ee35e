package io.cairn.layer.blob;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Tuple;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads tuples that were written as values. */
final class StoredTuple {

    private StoredTuple() {}

    /**
     * Reads a tuple.
     *
     * @param value what is stored
     * @param size how many elements it must have
     * @param kind what it is, for the message
     * @param owner whose it is, for the message
     * @param reader takes the elements
     * @return what the reader made of it
     * @throws CorruptionException when it is no tuple, or not such a one
     */
    static <R> R read(
            byte[] value, int size, String kind, Object owner, Function<Tuple, R> reader) {
        try {
            Tuple tuple = Tuple.unpack(value);
            if (tuple.size() == size) {
                return reader.apply(tuple);
            }
        } catch (InvalidArgumentException | LimitException e) {
            throw damaged(kind, owner, e);
        }
        throw damaged(kind, owner, null);
    }

    private static CorruptionException damaged(
            String kind, Object owner, @Nullable Throwable cause) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                "what the blob layer finds is not what it writes; restore the row from a backup",
                cause,
                "row",
                kind,
                "of",
                owner);
    }
}
