package io.cairn.layer.collection;

import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads documents as JSON. */
final class JsonText {

    /** Keeps numbers as they are written, which a double does not. */
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonText() {}

    /**
     * Reads a document that somebody gives.
     *
     * @throws InvalidArgumentException when it is not JSON; it says where
     */
    static JsonNode given(
            JsonMapper mapper, byte[] document, CollectionRows rows, @Nullable Object id) {
        try {
            JsonNode node = mapper.readTree(document);
            if (!node.isMissingNode()) {
                return node;
            }
        } catch (JacksonException e) {
            throw notJson(rows, id, e.getLocation(), e.getOriginalMessage());
        } catch (NumberFormatException | ArithmeticException e) {
            // Jackson lets these through for numbers that have too large an exponent.
            throw notJson(rows, id, null, String.valueOf(e.getMessage()));
        }
        throw notJson(rows, id, null, "it is empty");
    }

    /**
     * Reads a document that was checked when it was stored.
     *
     * @throws CorruptionException when it is not JSON
     */
    static JsonNode stored(byte[] document, CollectionRows rows, @Nullable Object id) {
        try {
            return given(MAPPER, document, rows, id);
        } catch (InvalidArgumentException e) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "a document of a collection with indexes is not JSON; drop the indexes, or restore it from a backup",
                    e,
                    "collection",
                    rows.name(),
                    "id",
                    id,
                    "document",
                    Bytes.describe(document));
        }
    }

    private static InvalidArgumentException notJson(
            CollectionRows rows,
            @Nullable Object id,
            @Nullable TokenStreamLocation location,
            String detail) {
        TokenStreamLocation at = location == null ? TokenStreamLocation.NA : location;
        return new InvalidArgumentException(
                "the document is not JSON",
                "collection",
                rows.name(),
                "id",
                id,
                "byteOffset",
                at.getByteOffset(),
                "line",
                at.getLineNr(),
                "column",
                at.getColumnNr(),
                "detail",
                detail);
    }
}
