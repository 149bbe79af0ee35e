package io.cairn.examples;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Cursor;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionScope;
import io.cairn.bytes.KeyRange;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A map from text to values that lives under a key prefix. Maps with prefixes of which none begins
 * with another do not disturb each other.
 *
 * <p>Made on a database, it is as thread-safe as its codec and each call is a transaction of its
 * own. Made on a transaction, its calls are part of that transaction and it lives as long. It owns
 * nothing that must be closed.
 *
 * @param <V> the values
 */
public final class CairnMap<V> {

    private final TransactionScope scope;
    private final String prefix;
    private final Codec<V> codec;

    /**
     * Creates a view of the entries under a prefix.
     *
     * @param scope where the entries are: a database or a transaction
     * @param prefix what their keys begin with, best with a separator at its end
     * @param codec turns values into bytes and back
     */
    public CairnMap(TransactionScope scope, String prefix, Codec<V> codec) {
        this.scope = scope;
        this.prefix = prefix;
        this.codec = codec;
    }

    /**
     * Reads a value.
     *
     * @param name its name
     * @return the value, or null when absent
     */
    public @Nullable V get(String name) {
        return decoded(scope.read(view -> view.get(key(name))));
    }

    /**
     * Reads a value or falls back to another.
     *
     * @param name its name
     * @param fallback what is returned when it is absent
     * @return one of the two
     */
    public V getOrDefault(String name, V fallback) {
        V value = get(name);
        return value == null ? fallback : value;
    }

    /**
     * Tells whether a name has a value.
     *
     * @param name the name
     * @return true when present
     */
    public boolean containsKey(String name) {
        return scope.read(view -> view.exists(key(name)));
    }

    /**
     * Sets a value.
     *
     * @param name its name
     * @param value the value
     * @return the value it replaced, or null when there was none
     */
    public @Nullable V put(String name, V value) {
        byte[] key = key(name);
        byte[] bytes = codec.encode(value);
        return decoded(
                scope.transact(tx -> {
                    byte[] before = tx.get(key);
                    tx.put(key, bytes);
                    return before;
                }));
    }

    /**
     * Sets several values, all or none.
     *
     * @param values names and values
     */
    public void putAll(Map<String, V> values) {
        scope.transact(tx -> {
            values.forEach((name, value) -> tx.put(key(name), codec.encode(value)));
            return true;
        });
    }

    /**
     * Removes a value.
     *
     * @param name its name
     * @return the value removed, or null when there was none
     */
    public @Nullable V remove(String name) {
        return decoded(scope.transact(tx -> tx.take(key(name))));
    }

    /** Removes all values of this map. */
    public void clear() {
        scope.transact(tx -> {
            tx.deleteRange(range());
            return true;
        });
    }

    /**
     * Counts the values by walking over them.
     *
     * @return the exact number
     */
    public long size() {
        return scope.read(view -> view.count(range()));
    }

    /**
     * Hands all entries, in the order of their names and from one state of the database, to a
     * function. What has been read is decoded on the way, so the map may be larger than memory.
     *
     * @param use what is done with the entries; the stream ends with it
     * @param <R> its result
     * @return its result
     */
    public <R> R entries(Function<Stream<Map.Entry<String, V>>, R> use) {
        return scope.read(view -> {
            try (Cursor cursor = open(view)) {
                return use.apply(StreamSupport.stream(new Entries(cursor), false));
            }
        });
    }

    private Cursor open(ReadView view) {
        return view.scan(range(), ScanOptions.all().with(Modes.of(Mode.NO_PREFIX)));
    }

    private KeyRange range() {
        return KeyRange.prefix(utf8(prefix));
    }

    private byte[] key(String name) {
        return utf8(prefix + name);
    }

    private @Nullable V decoded(byte @Nullable [] bytes) {
        return bytes == null ? null : codec.decode(bytes);
    }

    private final class Entries extends AbstractSpliterator<Map.Entry<String, V>> {

        private final Cursor cursor;

        Entries(Cursor cursor) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
            this.cursor = cursor;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Map.Entry<String, V>> action) {
            if (!cursor.next()) {
                return false;
            }
            action.accept(Map.entry(text(cursor.key()), codec.decode(cursor.value())));
            return true;
        }
    }
}
