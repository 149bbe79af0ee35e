package io.cairn.layer.eav;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.index.Match;
import io.cairn.layer.index.MatchCursor;
import io.cairn.layer.index.ValueRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entities: identifiers with attributes, each a key and a value, which can be looked up by what an
 * attribute is. Keys and values are elements of tuples, null among them, and as long as a key of
 * the database may be. An entity is there as long as it has an attribute.
 *
 * <p>Values sort as elements do: those of different kinds do not mix, and an integer is of another
 * kind than a double.
 *
 * <p>Immutable, thread-safe, never closed. Every operation is one transaction, or a part of the one
 * it is given. Besides what is said below, operations throw {@link InvalidArgumentException} when a
 * key or value is of a type that tuples cannot have or two keys of a map are the same element, and
 * {@link io.cairn.error.LimitException} when a key and a value are too long together; nothing was
 * written then. They throw {@link io.cairn.error.CorruptionException} when a row was written by
 * something else.
 */
public final class Entities {

    private static final Comparator<@Nullable Object> ORDER =
            Comparator.comparing(EntityRows::element);

    private final Keyspace keyspace;
    private final EntityRows rows;

    /**
     * Makes entities of a subspace, which must hold nothing else.
     *
     * @param keyspace where the subspace is
     * @param subspace what all keys begin with
     */
    public Entities(Keyspace keyspace, Subspace subspace) {
        this.keyspace = Objects.requireNonNull(keyspace, "keyspace");
        this.rows = new EntityRows(subspace);
    }

    /**
     * Creates an entity.
     *
     * @param scope where it is created
     * @param attributes its attributes
     * @return a new random identifier
     */
    public UUID create(
            TransactionScope scope,
            Map<? extends @Nullable Object, ? extends @Nullable Object> attributes) {
        UUID id = UUID.randomUUID();
        create(scope, id, attributes);
        return id;
    }

    /**
     * Creates an entity with a given identifier.
     *
     * @param scope where it is created
     * @param id its identifier
     * @param attributes its attributes
     * @throws InvalidArgumentException when there is such an entity
     */
    public void create(
            TransactionScope scope,
            UUID id,
            Map<? extends @Nullable Object, ? extends @Nullable Object> attributes) {
        Map<Tuple, Tuple> after = tuples(attributes);
        Objects.requireNonNull(id, "id");
        scope.transact(tx -> {
            WriteView view = tx.in(keyspace);
            if (isThere(view, id)) {
                throw new InvalidArgumentException(
                        "there is an entity with this identifier; use replace or update", "id", id);
            }
            write(view, id, Map.of(), after);
            return null;
        });
    }

    /**
     * Tells whether an entity has attributes.
     *
     * @param scope where it is looked for
     * @param id its identifier
     * @return true when it has at least one
     */
    public boolean exists(TransactionScope scope, UUID id) {
        Objects.requireNonNull(id, "id");
        return scope.read(view -> isThere(view.in(keyspace), id));
    }

    /**
     * Returns the attributes of an entity.
     *
     * @param scope where they are read
     * @param id its identifier
     * @return a map that cannot be changed, in the order of elements, which also decides what is
     *     the same key; empty when there is no such entity
     */
    public NavigableMap<@Nullable Object, @Nullable Object> get(TransactionScope scope, UUID id) {
        Objects.requireNonNull(id, "id");
        NavigableMap<@Nullable Object, @Nullable Object> attributes = new TreeMap<>(ORDER);
        scope.read(view -> attributes(view.in(keyspace), id))
                .forEach((key, value) -> attributes.put(key.get(0), value.get(0)));
        return Collections.unmodifiableNavigableMap(attributes);
    }

    /**
     * Sets attributes of an entity and keeps its others; creates it when there is none.
     *
     * @param scope where they are set
     * @param id its identifier
     * @param attributes the attributes to be set
     */
    public void update(
            TransactionScope scope,
            UUID id,
            Map<? extends @Nullable Object, ? extends @Nullable Object> attributes) {
        Map<Tuple, Tuple> after = tuples(attributes);
        Objects.requireNonNull(id, "id");
        scope.transact(tx -> {
            WriteView view = tx.in(keyspace);
            write(view, id, attributes(view, id, after.keySet()), after);
            return null;
        });
    }

    /**
     * Removes attributes of an entity and keeps its others.
     *
     * @param scope where they are removed
     * @param id its identifier
     * @param keys the keys of the attributes; those that it does not have are not an error
     */
    public void unset(
            TransactionScope scope, UUID id, Collection<? extends @Nullable Object> keys) {
        List<Tuple> removed = new ArrayList<>();
        keys.forEach(key -> removed.add(EntityRows.element(key)));
        Objects.requireNonNull(id, "id");
        scope.transact(tx -> {
            WriteView view = tx.in(keyspace);
            write(view, id, attributes(view, id, removed), Map.of());
            return null;
        });
    }

    /**
     * Gives an entity other attributes instead of all it has; creates it when there is none.
     *
     * @param scope where they are replaced
     * @param id its identifier
     * @param attributes all attributes it is to have
     * @return true when there was such an entity
     */
    public boolean replace(
            TransactionScope scope,
            UUID id,
            Map<? extends @Nullable Object, ? extends @Nullable Object> attributes) {
        Map<Tuple, Tuple> after = tuples(attributes);
        Objects.requireNonNull(id, "id");
        return scope.transact(tx -> {
            WriteView view = tx.in(keyspace);
            Map<Tuple, Tuple> before = attributes(view, id);
            write(view, id, before, after);
            return !before.isEmpty();
        });
    }

    /**
     * Removes an entity.
     *
     * @param scope where it is removed
     * @param id its identifier
     * @return true when there was such an entity
     */
    public boolean remove(TransactionScope scope, UUID id) {
        return replace(scope, id, Map.of());
    }

    /**
     * Finds the entities with an attribute. For more than memory can hold, use {@link #cursor}.
     *
     * @param scope where they are looked for
     * @param key the attribute's key
     * @param value the attribute's value
     * @return their identifiers, in order
     */
    public List<UUID> find(TransactionScope scope, @Nullable Object key, @Nullable Object value) {
        return find(scope, key, ValueRange.exactly(value), Integer.MAX_VALUE).stream()
                .map(Match::id)
                .toList();
    }

    /**
     * Finds the entities with an attribute whose value is in a range. The next ones are those of
     * the range {@linkplain ValueRange#after after} the last.
     *
     * @param scope where they are looked for
     * @param key the attribute's key
     * @param range the values
     * @param limit the most that are returned
     * @return the first of them, by value and then by identifier
     * @throws InvalidArgumentException when the limit is negative
     */
    public List<Match<UUID>> find(
            TransactionScope scope, @Nullable Object key, ValueRange range, int limit) {
        ScanOptions options = ScanOptions.all().limit(limit);
        return scope.read(view -> {
            List<Match<UUID>> found = new ArrayList<>();
            try (MatchCursor<UUID> cursor = cursor(view, key, range, options)) {
                while (cursor.next()) {
                    found.add(cursor.match());
                }
            }
            return found;
        });
    }

    /**
     * Walks the entities with an attribute whose value is in a range, however many they are.
     *
     * @param view a snapshot, a transaction, or what a body of {@link TransactionScope#read} is
     *     given
     * @param key the attribute's key
     * @param range the values
     * @return the cursor, before the first of them; the caller closes it
     */
    public MatchCursor<UUID> cursor(ReadView view, @Nullable Object key, ValueRange range) {
        return cursor(view, key, range, ScanOptions.all());
    }

    private MatchCursor<UUID> cursor(
            ReadView view, @Nullable Object key, ValueRange range, ScanOptions options) {
        Subspace values = rows.values(EntityRows.element(key));
        Cursor found = view.in(keyspace).scan(range.within(values, EntityRows::element), options);
        return new MatchCursor<>(found, row -> EntityRows.match(values, row.key()));
    }

    private boolean isThere(ReadView view, UUID id) {
        try (Cursor cursor = view.scan(rows.attributes(id), ScanOptions.all().limit(1))) {
            return cursor.next();
        }
    }

    private Map<Tuple, Tuple> attributes(ReadView view, UUID id) {
        Map<Tuple, Tuple> attributes = new LinkedHashMap<>();
        try (Cursor cursor = view.scan(rows.attributes(id))) {
            while (cursor.next()) {
                byte[] row = cursor.key();
                attributes.put(rows.key(row), EntityRows.value(row, cursor.value()));
            }
        }
        return attributes;
    }

    private Map<Tuple, Tuple> attributes(ReadView view, UUID id, Collection<Tuple> keys) {
        List<Tuple> asked = List.copyOf(keys);
        List<byte[]> keysAsked = asked.stream().map(key -> rows.attribute(id, key)).toList();
        List<byte @Nullable []> stored = view.getAll(keysAsked);
        Map<Tuple, Tuple> attributes = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            byte[] value = stored.get(i);
            if (value != null) {
                attributes.put(asked.get(i), EntityRows.value(keysAsked.get(i), value));
            }
        }
        return attributes;
    }

    /**
     * Makes the rows of an entity those of its attributes. The writes come first and in one call:
     * it checks the lengths of all before it writes any.
     */
    private void write(WriteView view, UUID id, Map<Tuple, Tuple> before, Map<Tuple, Tuple> after) {
        List<Entry> written = new ArrayList<>();
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                written.add(new Entry(rows.attribute(id, key), value.pack()));
                written.add(new Entry(rows.indexed(key, value, id), Bytes.EMPTY));
            }
        });
        List<byte[]> removed = new ArrayList<>();
        before.forEach((key, value) -> {
            Tuple present = after.get(key);
            if (present == null) {
                removed.add(rows.attribute(id, key));
            }
            if (!value.equals(present)) {
                removed.add(rows.indexed(key, value, id));
            }
        });
        view.putAll(written);
        view.deleteAll(removed);
    }

    private static Map<Tuple, Tuple> tuples(
            Map<? extends @Nullable Object, ? extends @Nullable Object> attributes) {
        Map<Tuple, Tuple> tuples = new LinkedHashMap<>();
        attributes.forEach((key, value) -> {
            if (tuples.put(EntityRows.element(key), EntityRows.element(value)) != null) {
                throw new InvalidArgumentException(
                        "two keys of the map are the same element", "key", key);
            }
        });
        return tuples;
    }
}
