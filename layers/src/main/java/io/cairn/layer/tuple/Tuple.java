package io.cairn.layer.tuple;

import io.cairn.bytes.KeyRange;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of elements that can be packed into a key: null, {@code byte[]}, {@link String},
 * {@code Tuple} (also given as a {@link List}), integers of any size, {@link Float}, {@link
 * Double}, {@link Boolean}, {@link UUID} and {@link Versionstamp}. Packed bytes sort as the
 * elements do, the first that differs deciding; elements of different kinds sort in the order of
 * this list. The bytes are those of FoundationDB's tuple layer.
 *
 * <p>An integer is a {@link Long} where it fits, else a {@link BigInteger}, however it was given. A
 * float and a double are different elements, as are 0.0 and -0.0.
 *
 * <p>Immutable, thread-safe, never closed. Arrays are copied in and out.
 */
public final class Tuple implements Comparable<Tuple> {

    private static final Tuple EMPTY = new Tuple(new Object[0]);
    private static final byte[] NOTHING = {};
    private static final int LONG_BITS = 63;

    /** Of all tuples within a tuple together: what is used twice counts twice. */
    private static final int ELEMENTS_MAX = 1 << 20;

    private final @Nullable Object[] elements;

    private int weight;

    /** Found, after the weight, when it is put into another one; 0 before. */
    private volatile int nesting;

    private Tuple(@Nullable Object[] elements) {
        this.elements = elements;
    }

    /** Makes one of elements that are canonical, in an array that nobody else has. */
    static Tuple owning(@Nullable Object[] elements) {
        return new Tuple(elements);
    }

    /**
     * Returns the tuple without elements, which packs to no bytes.
     *
     * @return the empty tuple
     */
    public static Tuple empty() {
        return EMPTY;
    }

    /**
     * Makes a tuple.
     *
     * @param elements the elements
     * @return the tuple
     * @throws InvalidArgumentException when an element is of a type that tuples cannot have, or is
     *     nested more than 64 deep
     * @throws LimitException when the tuples within it have more than 1,048,576 elements
     */
    public static Tuple of(@Nullable Object... elements) {
        return of(elements, 0, new int[] {ELEMENTS_MAX});
    }

    /**
     * Makes a tuple.
     *
     * @param elements the elements
     * @return the tuple
     * @throws InvalidArgumentException when an element is of a type that tuples cannot have, or is
     *     nested more than 64 deep
     * @throws LimitException when the tuples within it have more than 1,048,576 elements
     */
    public static Tuple from(List<? extends @Nullable Object> elements) {
        return of(elements.toArray(), 0, new int[] {ELEMENTS_MAX});
    }

    /** Makes one; {@code left} is how many elements may still come, and is lowered. */
    private static Tuple of(@Nullable Object[] elements, int depth, int[] left) {
        if (depth > TupleReader.DEPTH_MAX) {
            // A list may contain itself.
            throw new InvalidArgumentException(
                    "a tuple has too many tuples within each other", "max", TupleReader.DEPTH_MAX);
        }
        @Nullable Object[] checked = new Object[elements.length];
        for (int i = 0; i < checked.length; i++) {
            checked[i] = checked(elements[i], i, depth, left);
        }
        return new Tuple(checked);
    }

    private static @Nullable Object checked(
            @Nullable Object element, int index, int depth, int[] left) {
        return switch (element) {
            case null -> null;
            case Long number -> number;
            case String text -> text;
            case Integer number -> (Object) number.longValue();
            case Short number -> (Object) number.longValue();
            case Byte number -> (Object) number.longValue();
            case byte[] content -> content.clone();
            case Tuple tuple -> {
                spend(left, tuple.measured().weight);
                yield nested(tuple, index, depth);
            }
            case List<?> list -> {
                spend(left, 1 + list.size());
                yield nested(of(list.toArray(), depth + 1, left), index, depth);
            }
            case BigInteger number -> canonical(number);
            case Float _, Double _, Boolean _, UUID _, Versionstamp _ -> element;
            default ->
                    throw new InvalidArgumentException(
                            "a tuple cannot have an element of this type",
                            "index",
                            index,
                            "type",
                            element.getClass().getName());
        };
    }

    private static Tuple nested(Tuple tuple, int index, int depth) {
        if (depth + tuple.measured().nesting > TupleReader.DEPTH_MAX) {
            throw new InvalidArgumentException(
                    "a tuple has too many tuples within each other",
                    "index",
                    index,
                    "max",
                    TupleReader.DEPTH_MAX);
        }
        return tuple;
    }

    private static void spend(int[] left, int elements) {
        left[0] -= elements;
        if (left[0] < 0) {
            throw new LimitException(
                    "the tuples within a tuple have too many elements", "max", ELEMENTS_MAX);
        }
    }

    /** Counts its levels, its own included, and all its elements: once, as tuples share parts. */
    private Tuple measured() {
        if (nesting != 0) {
            return this;
        }
        int deepest = 0;
        long all = 1;
        for (Object element : elements) {
            if (element instanceof Tuple tuple) {
                deepest = Math.max(deepest, tuple.measured().nesting);
                all += tuple.weight;
            } else {
                all++;
            }
        }
        weight = (int) Math.min(all, Integer.MAX_VALUE);
        nesting = 1 + deepest;
        return this;
    }

    /** Returns a long where the number fits. */
    static Object canonical(BigInteger number) {
        return number.bitLength() <= LONG_BITS ? (Object) number.longValue() : number;
    }

    /** The elements themselves, not to be changed. */
    @Nullable Object[] raw() {
        return elements;
    }

    /**
     * Returns a tuple with one more element.
     *
     * @param element the element
     * @return another tuple
     * @throws InvalidArgumentException when it is of a type that tuples cannot have
     */
    public Tuple add(@Nullable Object element) {
        @Nullable Object[] more = Arrays.copyOf(elements, elements.length + 1);
        more[elements.length] =
                checked(element, elements.length, 0, new int[] {ELEMENTS_MAX - measured().weight});
        return new Tuple(more);
    }

    /**
     * Returns a tuple with the elements of another behind its own.
     *
     * @param other the other tuple
     * @return another tuple
     */
    public Tuple concat(Tuple other) {
        @Nullable Object[] both = Arrays.copyOf(elements, elements.length + other.elements.length);
        System.arraycopy(other.elements, 0, both, elements.length, other.elements.length);
        return new Tuple(both);
    }

    /**
     * Returns a part.
     *
     * @param begin the index of the first element
     * @param end the index behind the last element
     * @return another tuple
     * @throws IndexOutOfBoundsException when it has no such part
     */
    public Tuple slice(int begin, int end) {
        Objects.checkFromToIndex(begin, end, elements.length);
        return new Tuple(Arrays.copyOfRange(elements, begin, end));
    }

    /**
     * Returns how many elements it has.
     *
     * @return the number of elements
     */
    public int size() {
        return elements.length;
    }

    /**
     * Returns an element.
     *
     * @param index from 0 on
     * @return the element; an array is owned by the caller
     * @throws IndexOutOfBoundsException when it has none there
     */
    public @Nullable Object get(int index) {
        Object element = elements[Objects.checkIndex(index, elements.length)];
        return element instanceof byte[] content ? content.clone() : element;
    }

    /**
     * Returns an element that is a string.
     *
     * @param index from 0 on
     * @return the string
     * @throws InvalidArgumentException when the element is something else
     */
    public String string(int index) {
        return as(String.class, index);
    }

    /**
     * Returns an element that is an integer and fits into a long.
     *
     * @param index from 0 on
     * @return the integer
     * @throws InvalidArgumentException when the element is something else
     */
    public long integer(int index) {
        return as(Long.class, index);
    }

    /**
     * Returns an element that is an integer.
     *
     * @param index from 0 on
     * @return the integer
     * @throws InvalidArgumentException when the element is something else
     */
    public BigInteger bigInteger(int index) {
        return elements[Objects.checkIndex(index, elements.length)] instanceof Long number
                ? BigInteger.valueOf(number)
                : as(BigInteger.class, index);
    }

    /**
     * Returns an element that is bytes.
     *
     * @param index from 0 on
     * @return the bytes, owned by the caller
     * @throws InvalidArgumentException when the element is something else
     */
    public byte[] bytes(int index) {
        return as(byte[].class, index).clone();
    }

    /**
     * Returns an element that is a tuple.
     *
     * @param index from 0 on
     * @return the tuple
     * @throws InvalidArgumentException when the element is something else
     */
    public Tuple tuple(int index) {
        return as(Tuple.class, index);
    }

    /**
     * Returns an element that is a UUID.
     *
     * @param index from 0 on
     * @return the UUID
     * @throws InvalidArgumentException when the element is something else
     */
    public UUID uuid(int index) {
        return as(UUID.class, index);
    }

    /**
     * Returns an element that is a versionstamp.
     *
     * @param index from 0 on
     * @return the versionstamp
     * @throws InvalidArgumentException when the element is something else
     */
    public Versionstamp versionstamp(int index) {
        return as(Versionstamp.class, index);
    }

    private <T> T as(Class<T> type, int index) {
        Object element = elements[Objects.checkIndex(index, elements.length)];
        if (!type.isInstance(element)) {
            throw new InvalidArgumentException(
                    "an element of the tuple is of another type",
                    "index",
                    index,
                    "expected",
                    type.getSimpleName(),
                    "actual",
                    element == null ? "null" : element.getClass().getSimpleName());
        }
        return type.cast(element);
    }

    /**
     * Returns all elements.
     *
     * @return a list that cannot be changed; its arrays are owned by the caller
     */
    public List<@Nullable Object> elements() {
        List<@Nullable Object> copies = new ArrayList<>(elements.length);
        for (int i = 0; i < elements.length; i++) {
            copies.add(get(i));
        }
        return Collections.unmodifiableList(copies);
    }

    /**
     * Packs.
     *
     * @return a key, owned by the caller
     * @throws InvalidArgumentException when a string has half of a surrogate pair, or a
     *     versionstamp is incomplete
     * @throws LimitException when an integer has more than 255 bytes
     */
    public byte[] pack() {
        return pack(NOTHING);
    }

    /**
     * Packs behind a prefix.
     *
     * @param prefix what the key begins with
     * @return a key, owned by the caller
     * @throws InvalidArgumentException as {@link #pack()}
     */
    public byte[] pack(byte[] prefix) {
        TupleWriter writer = written(prefix);
        if (writer.stampAt() >= 0) {
            throw new InvalidArgumentException(
                    "the tuple has an incomplete versionstamp, which only the database can fill in",
                    "offset",
                    writer.stampAt());
        }
        return writer.toBytes();
    }

    /** Packs behind a prefix; an incomplete versionstamp leaves its place. */
    TupleWriter written(byte[] prefix) {
        TupleWriter writer = new TupleWriter(prefix, elements);
        writer.elements(elements);
        return writer;
    }

    /**
     * Unpacks.
     *
     * @param packed what {@link #pack()} returned
     * @return the tuple
     * @throws InvalidArgumentException when the bytes are no tuple; it says where
     * @throws LimitException when more than 64 tuples are within each other
     */
    public static Tuple unpack(byte[] packed) {
        return unpack(packed, 0);
    }

    /**
     * Unpacks what is behind a prefix.
     *
     * @param packed a key
     * @param begin the length of the prefix
     * @return the tuple
     * @throws InvalidArgumentException when the bytes are no tuple; it says where
     * @throws LimitException when more than 64 tuples are within each other
     */
    public static Tuple unpack(byte[] packed, int begin) {
        Objects.checkFromToIndex(begin, packed.length, packed.length);
        return new Tuple(new TupleReader(packed, begin, packed.length).all());
    }

    /**
     * Unpacks from memory.
     *
     * @param packed a key; not used after the call
     * @return the tuple
     * @throws InvalidArgumentException when the bytes are no tuple; it says where
     * @throws LimitException when more than 64 tuples are within each other
     */
    public static Tuple unpack(MemorySegment packed) {
        return unpack(packed.toArray(ValueLayout.JAVA_BYTE), 0);
    }

    /**
     * Returns the keys of all longer tuples that begin with this one, itself left out.
     *
     * @return the range
     */
    public KeyRange range() {
        return range(NOTHING);
    }

    /** As {@link #range()}, behind a prefix. */
    KeyRange range(byte[] prefix) {
        byte[] packed = pack(prefix);
        byte[] begin = Arrays.copyOf(packed, packed.length + 1);
        byte[] end = begin.clone();
        end[packed.length] = (byte) 0xFF;
        return KeyRange.of(begin, end);
    }

    @Override
    public int compareTo(Tuple other) {
        return Arrays.compareUnsigned(written(NOTHING).toBytes(), other.written(NOTHING).toBytes());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tuple tuple && Arrays.deepEquals(elements, tuple.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(elements);
    }

    @Override
    public String toString() {
        StringJoiner joined = new StringJoiner(", ", "(", ")");
        for (Object element : elements) {
            joined.add(
                    switch (element) {
                        case null -> "null";
                        case byte[] content -> "0x" + HexFormat.of().formatHex(content);
                        case String text -> '"' + text + '"';
                        default -> element.toString();
                    });
        }
        return joined.toString();
    }
}
