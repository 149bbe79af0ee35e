package io.cairn.layer.versioned;

import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.RequestException;
import io.cairn.layer.tuple.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rows hold, read back. Stateless. */
final class Stored {

    private Stored() {}

    /**
     * How the tuples of a row are read.
     *
     * @param <T> what is made of them
     */
    interface Parser<T> {
        T parse(Tuple tuple);
    }

    static <T> T value(byte[] key, byte[] value, Parser<T> parser) {
        return parsed(key, () -> parser.parse(Tuple.unpack(value)));
    }

    /** Reads what this layer alone writes, so that any mistake in it is damage. */
    static <T extends @Nullable Object> T parsed(byte[] key, Reading<T> reading) {
        return parsed("key", Bytes.describe(key), reading);
    }

    /** As above, of a row that goes by another name than its key. */
    static <T extends @Nullable Object> T parsed(String kind, Object name, Reading<T> reading) {
        try {
            return reading.read();
        } catch (RequestException | IndexOutOfBoundsException e) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "a row of a versioned store does not hold what such a store writes",
                    e,
                    kind,
                    name);
        }
    }

    static boolean flag(Tuple tuple, int index) {
        return tuple.integer(index) != 0;
    }

    static byte[] edit(boolean added) {
        return Tuple.of(added ? 1 : 0).pack();
    }

    static byte[] origin(Origin origin) {
        return Tuple.of(origin.version().element(), origin.change()).pack();
    }

    static Origin origin(Tuple value) {
        return new Origin(Version.of(value.integer(0)), value.uuid(1));
    }

    static byte[] event(boolean added, UUID change) {
        return Tuple.of(added ? 1 : 0, change).pack();
    }

    /**
     * Reads something of a row.
     *
     * @param <T> what it makes of it
     */
    interface Reading<T extends @Nullable Object> {
        T read();
    }
}
