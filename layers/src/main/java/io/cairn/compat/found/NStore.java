package io.cairn.compat.found;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store of tuples of n items, each with a value: the module {@code nstore}, and a handle over one
 * of its stores.
 *
 * <p>Unlike in found, a variable that stands twice in a pattern stands for one item, "a" does not
 * find what begins with "a" and a zero, and {@link #query} looks the smallest pattern up first,
 * whatever the order they are written in.
 *
 * <p>Answers are maps from the names of variables to items, an integer a {@link Long} for example;
 * they cannot be changed. They are found one by one in the transaction, and each iterator looks
 * anew.
 *
 * <p>Immutable, thread-safe, never closed. Functions throw {@link InvalidArgumentException} when
 * there are more or fewer items than columns, or an item is of a type that tuples cannot have.
 */
public final class NStore {

    /**
     * The keyword {@code value} of {@link #add}. Immutable, but that the array is not copied.
     *
     * @param bytes the value
     */
    public record Value(byte[] bytes) {

        /** Checks that there is one. */
        public Value {
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    private static final byte[] NO_VALUE = {};

    private final String name;
    private final Bound<io.cairn.layer.nstore.NStore> layer;

    private NStore(String name, Subspace subspace, int n) {
        this.name = name;
        this.layer =
                new Bound<>(keyspace -> new io.cairn.layer.nstore.NStore(keyspace, subspace, n));
    }

    /**
     * Makes a handle. Nothing is read or written.
     *
     * @param name what the handle is called, to ease debugging
     * @param prefix what all keys of the store begin with, and no others
     * @param n the number of columns, 1 to 10; always the same for a prefix
     * @return the handle
     * @throws InvalidArgumentException when the number is out of range
     */
    public static NStore make(String name, Tuple prefix, int n) {
        return new NStore(
                Objects.requireNonNull(name, "name"), Subspace.ofPrefix(prefix.pack()), n);
    }

    /**
     * Adds a tuple, or replaces the value of one that is there.
     *
     * @param tx the transaction
     * @param store the store
     * @param items the items; a {@link #value} may follow, without one the value is empty
     */
    public static void add(FoundTransaction tx, NStore store, @Nullable Object... items) {
        int last = items.length - 1;
        byte[] value = NO_VALUE;
        @Nullable Object[] row = items;
        if (last >= 0 && items[last] instanceof Value(byte[] bytes)) {
            value = bytes;
            row = Arrays.copyOf(items, last);
        }
        store.layer.in(tx).add(tx.scope(), Tuple.of(row), value);
    }

    /**
     * Gives a value to {@link #add}, behind the items.
     *
     * @param bytes the value
     * @return the keyword
     */
    public static Value value(byte[] bytes) {
        return new Value(bytes);
    }

    /**
     * Removes a tuple and its value; an absent one is no error.
     *
     * @param tx the transaction
     * @param store the store
     * @param items the items
     */
    public static void remove(FoundTransaction tx, NStore store, @Nullable Object... items) {
        store.layer.in(tx).remove(tx.scope(), Tuple.of(items));
    }

    /**
     * Reads the value of a tuple.
     *
     * @param tx the transaction
     * @param store the store
     * @param items the items
     * @return the value, owned by the caller, or null when there is no such tuple
     */
    public static byte @Nullable [] get(
            FoundTransaction tx, NStore store, @Nullable Object... items) {
        return store.layer.in(tx).get(tx.scope(), Tuple.of(items));
    }

    /**
     * Makes a variable, to stand for an item in a pattern.
     *
     * @param name what the item is called in an answer
     * @return the variable
     * @throws InvalidArgumentException when the name is empty
     */
    public static Variable var(String name) {
        return Variable.of(name);
    }

    /**
     * Finds the tuples that match a pattern.
     *
     * @param tx the transaction
     * @param store the store
     * @param pattern an item or a variable for each column
     * @return what the variables stand for, in each such tuple
     */
    public static Iterable<Map<String, @Nullable Object>> select(
            FoundTransaction tx, NStore store, @Nullable Object... pattern) {
        return found(tx, store, Pattern.of(pattern));
    }

    /**
     * Finds, for each answer to a query, the tuples that match a pattern in which variables stand
     * for what they do in the answer.
     *
     * @param tx the transaction
     * @param store the store
     * @param iterator the answers
     * @param pattern an item or a variable for each column
     * @return the answers with what other variables stand for, in each such tuple
     */
    public static Iterable<Map<String, @Nullable Object>> where(
            FoundTransaction tx,
            NStore store,
            Iterable<Map<String, @Nullable Object>> iterator,
            @Nullable Object... pattern) {
        return Bindings.where(iterator, known -> select(tx, store, Bindings.bound(pattern, known)));
    }

    /**
     * Finds what makes all patterns tuples of the store.
     *
     * @param tx the transaction
     * @param store the store
     * @param pattern an item or a variable for each column
     * @param patterns more of them, at most 63
     * @return what the variables can stand for
     */
    public static Iterable<Map<String, @Nullable Object>> query(
            FoundTransaction tx,
            NStore store,
            List<? extends @Nullable Object> pattern,
            List<?>... patterns) {
        return found(tx, store, patterns(pattern, patterns));
    }

    static Pattern[] patterns(List<? extends @Nullable Object> first, List<?>... more) {
        Pattern[] patterns = new Pattern[1 + more.length];
        patterns[0] = Pattern.of(first.toArray());
        for (int i = 0; i < more.length; i++) {
            patterns[i + 1] = Pattern.of(more[i].toArray());
        }
        return patterns;
    }

    private static Iterable<Map<String, @Nullable Object>> found(
            FoundTransaction tx, NStore store, Pattern... patterns) {
        return new Walk<>(
                () -> store.layer.in(tx).query(tx.scope(), patterns),
                BindingCursor::next,
                cursor -> cursor.binding().asMap(),
                BindingCursor::close);
    }

    @Override
    public String toString() {
        return "nstore " + name;
    }
}
