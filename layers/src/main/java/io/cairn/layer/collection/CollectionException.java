package io.cairn.layer.collection;

import java.io.Serial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked does not go with what is stored: a collection, a document or an index is missing
 * or already there. The operation has written nothing, so a transaction that it was a part of can
 * go on. Immutable.
 *
 * <p>The text is constant per reason; what varies is in {@link #context()}.
 */
public final class CollectionException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** What does not go together. */
    public enum Reason {
        /** There is a collection of this name. */
        COLLECTION_EXISTS,
        /** There is no collection of this name. */
        NO_COLLECTION,
        /** The document was erased, or its id was skipped. */
        NO_DOCUMENT,
        /** There is a document with this id, and NEW_ONLY was asked for. */
        DOCUMENT_EXISTS,
        /** The id is one that the collection has not come to yet. */
        UNKNOWN_ID,
        /** There is an index on this pointer. */
        INDEX_EXISTS,
        /** There is no index on this pointer. */
        NO_INDEX,
        /** Two documents would have the same value in a unique index. */
        NOT_UNIQUE
    }

    /** What does not go together. */
    private final Reason reason;

    /** The variable part of the message, in order. */
    private final transient @Nullable Map<String, String> context;

    CollectionException(Reason reason, String text, @Nullable Object... context) {
        super(text + " " + pairs(context));
        this.reason = reason;
        this.context = Collections.unmodifiableMap(pairs(context));
    }

    /**
     * Returns what does not go together.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns the variable part of the message.
     *
     * @return names and values in order; unmodifiable
     */
    public Map<String, String> context() {
        return context == null ? Map.of() : context;
    }

    private static Map<String, String> pairs(@Nullable Object[] context) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < context.length; i += 2) {
            pairs.put(String.valueOf(context[i]), String.valueOf(context[i + 1]));
        }
        return pairs;
    }
}
