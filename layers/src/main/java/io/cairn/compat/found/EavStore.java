package io.cairn.compat.found;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.eav.Entities;
import io.cairn.layer.index.MatchCursor;
import io.cairn.layer.index.ValueRange;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store of dictionaries, found by what they hold: the module {@code eavstore}, and a handle over
 * one of its stores.
 *
 * <p>Unlike in found, a dictionary is no longer found by what it does not hold any more, and "a"
 * does not find what begins with "a" and a zero.
 *
 * <p>Immutable, thread-safe, never closed. Functions throw {@link InvalidArgumentException} when a
 * key or a value of a dictionary is of a type that tuples cannot have.
 */
public final class EavStore {

    private final String name;
    private final Bound<Entities> layer;

    private EavStore(String name, Subspace subspace) {
        this.name = name;
        this.layer = new Bound<>(keyspace -> new Entities(keyspace, subspace));
    }

    /**
     * Makes a handle. Nothing is read or written.
     *
     * @param name what the handle is called, to ease debugging
     * @param prefix what all keys of the store begin with, and no others
     * @return the handle
     */
    public static EavStore make(String name, Tuple prefix) {
        return new EavStore(Objects.requireNonNull(name, "name"), Subspace.ofPrefix(prefix.pack()));
    }

    /**
     * Stores a dictionary.
     *
     * @param tx the transaction
     * @param store the store
     * @param dict the dictionary; of an empty one nothing is stored
     * @return its identifier
     */
    public static UUID create(
            FoundTransaction tx,
            EavStore store,
            Map<? extends @Nullable Object, ? extends @Nullable Object> dict) {
        return store.layer.in(tx).create(tx.scope(), dict);
    }

    /**
     * Stores a dictionary under an identifier.
     *
     * @param tx the transaction
     * @param store the store
     * @param dict the dictionary; of an empty one nothing is stored
     * @param uid its identifier, or null for a new one
     * @return its identifier
     * @throws InvalidArgumentException when there is one with this identifier
     */
    public static UUID create(
            FoundTransaction tx,
            EavStore store,
            Map<? extends @Nullable Object, ? extends @Nullable Object> dict,
            @Nullable UUID uid) {
        UUID id = uid == null ? UUID.randomUUID() : uid;
        store.layer.in(tx).create(tx.scope(), id, dict);
        return id;
    }

    /**
     * Reads a dictionary.
     *
     * @param tx the transaction
     * @param store the store
     * @param uid its identifier
     * @return the dictionary, which cannot be changed, with keys and values as a {@link Tuple} has
     *     them: an integer is a {@link Long}; empty when there is none
     */
    public static Map<@Nullable Object, @Nullable Object> get(
            FoundTransaction tx, EavStore store, UUID uid) {
        return store.layer.in(tx).get(tx.scope(), uid);
    }

    /**
     * Removes a dictionary; an absent one is no error.
     *
     * @param tx the transaction
     * @param store the store
     * @param uid its identifier
     */
    public static void remove(FoundTransaction tx, EavStore store, UUID uid) {
        store.layer.in(tx).remove(tx.scope(), uid);
    }

    /**
     * Puts a dictionary in the place of another: keys that it does not have are gone.
     *
     * @param tx the transaction
     * @param store the store
     * @param uid the identifier
     * @param dict the dictionary
     */
    public static void update(
            FoundTransaction tx,
            EavStore store,
            UUID uid,
            Map<? extends @Nullable Object, ? extends @Nullable Object> dict) {
        store.layer.in(tx).replace(tx.scope(), uid, dict);
    }

    /**
     * Finds dictionaries.
     *
     * @param tx the transaction
     * @param store the store
     * @param key a key
     * @param value what it is to have there
     * @return the identifiers of those that have, in order, found one by one in the transaction;
     *     each iterator looks anew
     */
    public static Iterable<UUID> query(
            FoundTransaction tx, EavStore store, @Nullable Object key, @Nullable Object value) {
        ValueRange range = ValueRange.exactly(value);
        return new Walk<>(
                () -> store.layer.in(tx).cursor(tx.scope(), key, range),
                MatchCursor::next,
                cursor -> cursor.match().id(),
                MatchCursor::close);
    }

    @Override
    public String toString() {
        return "eavstore " + name;
    }
}
