package io.cairn.layer.collection;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document with its id. Equality is by content. The record itself copies nothing: methods that
 * take documents copy them before they return, and methods that return documents give them away.
 *
 * @param id from 0 on
 * @param content its bytes; may be empty
 */
public record Document(long id, byte[] content) {

    /** The ids end before the last number, so that there is always a next one. */
    private static final long ID_MAX = Long.MAX_VALUE - 1;

    /**
     * Checks the id and that there is a content.
     *
     * @throws InvalidArgumentException when the id is negative or {@link Long#MAX_VALUE}
     */
    public Document {
        checked(id);
        Objects.requireNonNull(content, "content");
    }

    /** Refuses what is no id. */
    static long checked(long id) {
        if (id < 0 || id > ID_MAX) {
            throw new InvalidArgumentException(
                    "the id of a document is out of its range", "id", id, "max", ID_MAX);
        }
        return id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Document document
                && id == document.id
                && Arrays.equals(content, document.content);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(id) + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return id + "=" + Bytes.describe(content);
    }
}
