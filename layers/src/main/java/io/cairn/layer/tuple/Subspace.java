package io.cairn.layer.tuple;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.error.InvalidArgumentException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prefix under which tuples are keys, so that several sets of keys share a keyspace without
 * meeting. Immutable, thread-safe, never closed.
 */
public final class Subspace {

    private final byte[] prefix;

    private Subspace(byte[] prefix) {
        this.prefix = prefix;
    }

    /**
     * Returns the subspace of keys that begin with a packed tuple.
     *
     * @param elements the tuple's elements; none makes the subspace of all keys
     * @return the subspace
     * @throws InvalidArgumentException when an element is of a type that tuples cannot have
     */
    public static Subspace of(@Nullable Object... elements) {
        return new Subspace(Tuple.of(elements).pack());
    }

    /**
     * Returns the subspace of keys that begin with given bytes.
     *
     * @param prefix the bytes
     * @return the subspace
     */
    public static Subspace ofPrefix(byte[] prefix) {
        return new Subspace(prefix.clone());
    }

    /**
     * Returns a subspace within this one.
     *
     * @param elements what its keys begin with behind this one's prefix
     * @return the subspace
     * @throws InvalidArgumentException when an element is of a type that tuples cannot have
     */
    public Subspace at(@Nullable Object... elements) {
        return new Subspace(Tuple.of(elements).pack(prefix));
    }

    /**
     * Returns what its keys begin with.
     *
     * @return the bytes, owned by the caller
     */
    public byte[] prefix() {
        return prefix.clone();
    }

    /**
     * Returns the key of a tuple.
     *
     * @param elements the tuple's elements
     * @return a key, owned by the caller
     * @throws InvalidArgumentException as {@link Tuple#pack()}
     */
    public byte[] key(@Nullable Object... elements) {
        return Tuple.of(elements).pack(prefix);
    }

    /**
     * Returns the key of a tuple.
     *
     * @param tuple the tuple
     * @return a key, owned by the caller
     * @throws InvalidArgumentException as {@link Tuple#pack()}
     */
    public byte[] pack(Tuple tuple) {
        return tuple.pack(prefix);
    }

    /**
     * Returns what to hand to {@link io.cairn.api.WriteView#putStamped}: an incomplete versionstamp
     * in the key, in the value or in both becomes that of the commit.
     *
     * @param key the tuple of the key
     * @param value the tuple that is the value
     * @return the entry
     * @throws InvalidArgumentException as {@link Tuple#pack()}, but that one versionstamp in each
     *     may be incomplete, and one must be
     */
    public StampedEntry stamped(Tuple key, Tuple value) {
        TupleWriter packedKey = key.written(prefix);
        TupleWriter packedValue = value.written(Bytes.EMPTY);
        return new StampedEntry(
                packedKey.toBytes(),
                packedKey.stampAt(),
                packedValue.toBytes(),
                packedValue.stampAt());
    }

    /**
     * Returns the tuple of a key.
     *
     * @param key a key of this subspace
     * @return the tuple
     * @throws InvalidArgumentException when the key is not of this subspace, or what follows its
     *     prefix is no tuple
     */
    public Tuple unpack(byte[] key) {
        if (!contains(key)) {
            throw new InvalidArgumentException(
                    "the key is not in the subspace",
                    "key",
                    Bytes.describe(key),
                    "prefix",
                    Bytes.describe(prefix));
        }
        return Tuple.unpack(key, prefix.length);
    }

    /**
     * Tells whether a key begins with the prefix.
     *
     * @param key the key
     * @return true when it does
     */
    public boolean contains(byte[] key) {
        return Bytes.startsWith(key, prefix);
    }

    /**
     * Returns the keys of all tuples but the empty one.
     *
     * @return the range
     */
    public KeyRange range() {
        return Tuple.empty().range(prefix);
    }

    /**
     * Returns the keys of all longer tuples that begin with a tuple, itself left out.
     *
     * @param tuple the tuple
     * @return the range
     * @throws InvalidArgumentException as {@link Tuple#pack()}
     */
    public KeyRange rangeOf(Tuple tuple) {
        return tuple.range(prefix);
    }

    /**
     * Returns the keys of all longer tuples that begin with a tuple, itself left out.
     *
     * @param elements the tuple's elements; one that is a tuple is an element, see {@link #rangeOf}
     * @return the range
     * @throws InvalidArgumentException as {@link Tuple#pack()}
     */
    public KeyRange range(@Nullable Object... elements) {
        return Tuple.of(elements).range(prefix);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subspace subspace && Arrays.equals(prefix, subspace.prefix);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getClass(), Arrays.hashCode(prefix));
    }

    @Override
    public String toString() {
        return "Subspace " + Bytes.describe(prefix);
    }
}
