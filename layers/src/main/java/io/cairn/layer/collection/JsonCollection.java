package io.cairn.layer.collection;

import io.cairn.api.TransactionScope;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.index.Match;
import io.cairn.layer.index.ValueRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A collection whose documents are JSON: nodes, or records and other objects that are mapped by
 * Jackson. A record's package must be open to {@code tools.jackson.databind} where modules are
 * used. Everything that {@link Collection} does stays possible beside it.
 *
 * <p>Immutable, thread-safe, never closed. Operations throw what those of the collection do, and
 * {@link InvalidArgumentException} when a document is not JSON, saying where, or cannot be mapped.
 */
public final class JsonCollection {

    private final Collection collection;
    private final JsonMapper mapper;

    JsonCollection(Collection collection, JsonMapper mapper) {
        this.collection = collection;
        this.mapper = Objects.requireNonNull(mapper, "mapper");
    }

    /**
     * Returns the collection as one of bytes.
     *
     * @return the collection
     */
    public Collection bytes() {
        return collection;
    }

    /**
     * Stores a document.
     *
     * @param scope where it is stored
     * @param document a {@link JsonNode}, a record or another object; null is JSON's null
     * @return its id
     */
    public long store(TransactionScope scope, @Nullable Object document) {
        return collection.store(scope, written(document));
    }

    /**
     * Stores documents.
     *
     * @param scope where they are stored
     * @param documents as {@link #store} takes them
     * @return their ids, each one more than the one before it
     */
    public long[] storeAll(TransactionScope scope, List<?> documents) {
        return collection.storeAll(scope, documents.stream().map(this::written).toList());
    }

    /**
     * Stores a document that is written already, byte for byte.
     *
     * @param scope where it is stored
     * @param json the document
     * @return its id
     * @throws InvalidArgumentException when it is not JSON
     */
    public long storeText(TransactionScope scope, byte[] json) {
        byte[] given = json.clone();
        JsonText.given(mapper, given, collection.rows(), "new");
        return collection.store(scope, given);
    }

    /**
     * Replaces a document.
     *
     * @param scope where it is replaced
     * @param id its id
     * @param document what it becomes, as {@link #store} takes it
     * @throws CollectionException when there is no document with this id
     */
    public void update(TransactionScope scope, long id, @Nullable Object document) {
        collection.update(scope, id, written(document));
    }

    /**
     * Replaces a document, or makes one with this id.
     *
     * @param scope where it is replaced or made
     * @param id its id
     * @param document what it becomes, as {@link #store} takes it
     */
    public void updateOrCreate(TransactionScope scope, long id, @Nullable Object document) {
        collection.updateOrCreate(scope, id, written(document));
    }

    /**
     * Reads a document.
     *
     * @param scope where it is read
     * @param id its id
     * @return the document; empty when there is none with this id
     */
    public Optional<JsonNode> load(TransactionScope scope, long id) {
        return load(scope, id, JsonNode.class);
    }

    /**
     * Reads a document as an object.
     *
     * @param scope where it is read
     * @param id its id
     * @param type what it is read as
     * @param <T> the type
     * @return the object; empty when there is no document with this id, or it is read as null
     */
    public <T> Optional<T> load(TransactionScope scope, long id, Class<T> type) {
        return collection.load(scope, id).map(content -> read(content, id, type));
    }

    /**
     * Reads a document as an object and erases it.
     *
     * @param scope where it is taken
     * @param id its id
     * @param type what it is read as, such as {@link JsonNode}
     * @param <T> the type
     * @return the object; empty when there is no document with this id, or it is read as null
     * @throws InvalidArgumentException when it is not JSON or cannot be read so; it stays
     */
    public <T> Optional<T> take(TransactionScope scope, long id, Class<T> type) {
        return scope.transact(tx -> {
            Optional<T> document = load(tx, id, type);
            collection.erase(tx, id);
            return document;
        });
    }

    /**
     * Finds documents by an index. For more than memory can hold, use {@link Indexes#cursor}.
     *
     * @param scope where they are looked for
     * @param pointer the pointer of an index
     * @param value the scalar there, as {@link Indexes} takes it
     * @param type what they are read as, such as {@link JsonNode}
     * @param <T> the type
     * @return ids and objects, ids ascending
     * @throws CollectionException when there is no such index
     */
    public <T> Map<Long, T> find(
            TransactionScope scope, String pointer, @Nullable Object value, Class<T> type) {
        return find(scope, pointer, ValueRange.exactly(value), Integer.MAX_VALUE, type);
    }

    /**
     * Finds documents by an index.
     *
     * @param scope where they are looked for
     * @param pointer the pointer of an index
     * @param range the scalars there
     * @param limit the most matches; a document may match by several scalars
     * @param type what they are read as, such as {@link JsonNode}
     * @param <T> the type
     * @return ids and objects in the order of their first matches
     * @throws CollectionException when there is no such index
     */
    public <T> Map<Long, T> find(
            TransactionScope scope, String pointer, ValueRange range, int limit, Class<T> type) {
        Map<Long, byte[]> found = new LinkedHashMap<>();
        scope.transact(tx -> {
            found.clear();
            long[] ids =
                    collection.indexes().find(tx, pointer, range, limit).stream()
                            .mapToLong(Match::id)
                            .distinct()
                            .toArray();
            List<Optional<byte[]>> contents = collection.loadAll(tx, ids);
            for (int i = 0; i < ids.length; i++) {
                found.put(ids[i], contents.get(i).orElseThrow());
            }
            return null;
        });
        Map<Long, T> documents = new LinkedHashMap<>();
        found.forEach((id, content) -> documents.put(id, read(content, id, type)));
        return documents;
    }

    private byte[] written(@Nullable Object document) {
        try {
            return mapper.writeValueAsBytes(document);
        } catch (JacksonException e) {
            throw new InvalidArgumentException(
                    "the object cannot be written as JSON",
                    "collection",
                    collection.name(),
                    "type",
                    document == null ? null : document.getClass().getName(),
                    "detail",
                    e.getOriginalMessage());
        }
    }

    private <T> T read(byte[] content, long id, Class<T> type) {
        JsonNode node = JsonText.given(mapper, content, collection.rows(), id);
        try {
            return type.isInstance(node) ? type.cast(node) : mapper.treeToValue(node, type);
        } catch (JacksonException e) {
            throw new InvalidArgumentException(
                    "the document cannot be read as this type",
                    "collection",
                    collection.name(),
                    "id",
                    id,
                    "type",
                    type.getName(),
                    "detail",
                    e.getOriginalMessage());
        }
    }
}
