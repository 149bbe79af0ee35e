package io.cairn.layer.nstore;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What variables stand for: an answer to patterns. Variables are in the order in which the patterns
 * name them. Elements are as a {@link Tuple} has them, an integer a {@link Long} for example.
 *
 * <p>Immutable, thread-safe. Arrays are copied in and out. Elements are unpacked when the first one
 * is asked for.
 */
public final class Binding {

    private static final Binding EMPTY = of(List.of(), Tuple.empty());

    private final List<String> names;
    private final Supplier<Tuple> unread;

    /** What was read, by any thread; all read the same. */
    private @Nullable Tuple read;

    /** Makes one whose names nobody changes, and whose values are read when somebody asks. */
    Binding(List<String> names, Supplier<Tuple> values) {
        this.names = names;
        this.unread = values;
    }

    private static Binding of(List<String> names, Tuple values) {
        return new Binding(names, () -> values);
    }

    /**
     * Returns the binding of no variables.
     *
     * @return the empty binding
     */
    public static Binding empty() {
        return EMPTY;
    }

    /**
     * Returns a binding of one variable more.
     *
     * @param name the variable's name
     * @param value what it stands for
     * @return another binding
     * @throws InvalidArgumentException when the name is empty or bound, or tuples cannot have the
     *     value
     */
    public Binding with(String name, @Nullable Object value) {
        if (names.contains(Variable.of(name).name())) {
            throw new InvalidArgumentException(
                    "the binding has a variable of this name", "name", name, "names", names);
        }
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return of(Collections.unmodifiableList(more), values().add(value));
    }

    /**
     * Returns the names of its variables.
     *
     * @return a list that cannot be changed
     */
    public List<String> names() {
        return names;
    }

    /**
     * Returns what the variables stand for, in the order of {@link #names}.
     *
     * @return as many elements
     * @throws io.cairn.error.CorruptionException when what is stored is no row; so do all methods
     *     that look at elements
     */
    public Tuple values() {
        Tuple values = read;
        if (values == null) {
            values = unread.get();
            read = values;
        }
        return values;
    }

    /**
     * Tells whether it has a variable.
     *
     * @param name the variable's name
     * @return true when it has
     */
    public boolean has(String name) {
        return names.contains(name);
    }

    /**
     * Returns what a variable stands for.
     *
     * @param name the variable's name
     * @return the element; an array is owned by the caller
     * @throws InvalidArgumentException when it has no such variable
     */
    public @Nullable Object get(String name) {
        return values().get(at(name));
    }

    /**
     * Returns the string that a variable stands for.
     *
     * @param name the variable's name
     * @return the string
     * @throws InvalidArgumentException when it has no such variable, or the element is something
     *     else
     */
    public String string(String name) {
        return values().string(at(name));
    }

    /**
     * Returns the integer that a variable stands for.
     *
     * @param name the variable's name
     * @return the integer
     * @throws InvalidArgumentException when it has no such variable, or the element is something
     *     else or does not fit into a long
     */
    public long integer(String name) {
        return values().integer(at(name));
    }

    /**
     * Returns the UUID that a variable stands for.
     *
     * @param name the variable's name
     * @return the UUID
     * @throws InvalidArgumentException when it has no such variable, or the element is something
     *     else
     */
    public UUID uuid(String name) {
        return values().uuid(at(name));
    }

    /**
     * Copies into a map.
     *
     * @return elements by name, in the order of {@link #names}; it cannot be changed
     */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), values().get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    private int at(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new InvalidArgumentException(
                    "the binding has no variable of this name", "name", name, "names", names);
        }
        return at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Binding binding
                && names.equals(binding.names)
                && values().equals(binding.values());
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + values().hashCode();
    }

    @Override
    public String toString() {
        StringJoiner joined = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < names.size(); i++) {
            String value = values().slice(i, i + 1).toString();
            joined.add(names.get(i) + "=" + value.substring(1, value.length() - 1));
        }
        return joined.toString();
    }
}
