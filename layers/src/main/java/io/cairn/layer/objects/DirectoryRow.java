package io.cairn.layer.objects;

import io.cairn.error.CairnException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about an object. Immutable.
 *
 * @param size its length, in bytes
 * @param checksum the CRC-32C of its bytes
 * @param token what its chunks are stored under
 * @param hardPin whether it is never evicted
 * @param segments the names of the stored segments that have it
 */
record DirectoryRow(long size, int checksum, UUID token, boolean hardPin, List<String> segments) {

    private static final int FORMAT = 1;
    private static final int ELEMENTS = 6;

    DirectoryRow {
        segments = List.copyOf(segments);
    }

    byte[] pack() {
        return Tuple.of(FORMAT, size, checksum, token, hardPin, Tuple.from(segments)).pack();
    }

    /** Returns the same row without a segment. */
    DirectoryRow without(String segment) {
        return new DirectoryRow(
                size,
                checksum,
                token,
                hardPin,
                segments.stream().filter(name -> !name.equals(segment)).toList());
    }

    /**
     * Reads what {@link #pack} wrote.
     *
     * @throws CorruptionException when it is something else
     */
    static DirectoryRow unpack(byte[] value, String key) {
        try {
            Tuple tuple = Tuple.unpack(value);
            if (tuple.size() == ELEMENTS
                    && tuple.integer(0) == FORMAT
                    && tuple.integer(1) > 0
                    && tuple.get(4) instanceof Boolean hardPin) {
                return new DirectoryRow(
                        tuple.integer(1),
                        Math.toIntExact(tuple.integer(2)),
                        tuple.uuid(3),
                        hardPin,
                        names(tuple.tuple(5)));
            }
        } catch (InvalidArgumentException | LimitException | ArithmeticException e) {
            throw damaged(key, e);
        }
        throw damaged(key, null);
    }

    private static List<String> names(Tuple tuple) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < tuple.size(); i++) {
            names.add(tuple.string(i));
        }
        return names;
    }

    private static CairnException damaged(String key, @Nullable Throwable cause) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                "the row of an object is damaged, or of a newer version of this library",
                cause,
                "key",
                key);
    }
}
