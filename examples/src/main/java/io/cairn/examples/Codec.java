package io.cairn.examples;

import io.cairn.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns values into bytes and back. Implementations are thread-safe and keep neither arrays nor
 * values.
 *
 * @param <V> the values
 */
public interface Codec<V> {

    /**
     * Encodes a value.
     *
     * @param value the value
     * @return its bytes
     */
    byte[] encode(V value);

    /**
     * Decodes what {@link #encode} made.
     *
     * @param bytes the bytes
     * @return a value equal to the one encoded
     */
    V decode(byte[] bytes);

    /**
     * Makes a codec of two functions.
     *
     * @param encode from value to bytes
     * @param decode from bytes to value
     * @param <V> the values
     * @return the codec
     */
    static <V> Codec<V> of(Function<V, byte[]> encode, Function<byte[], V> decode) {
        return new Codec<>() {
            @Override
            public byte[] encode(V value) {
                return encode.apply(value);
            }

            @Override
            public V decode(byte[] bytes) {
                return decode.apply(bytes);
            }
        };
    }

    /**
     * Returns the codec that writes text as UTF-8.
     *
     * @return the codec
     */
    static Codec<String> text() {
        return of(Bytes::utf8, Bytes::text);
    }

    /**
     * Returns the codec that writes numbers as eight bytes, most significant first; those that are
     * not negative sort as numbers do.
     *
     * @return the codec
     */
    static Codec<Long> int64() {
        return of(
                value -> ByteBuffer.allocate(Long.BYTES).putLong(value).array(),
                bytes -> ByteBuffer.wrap(bytes).getLong());
    }

    /**
     * Returns a codec that writes JSON.
     *
     * @param type what JSON is bound to, such as a record
     * @param <V> the values
     * @return the codec
     */
    static <V> Codec<V> json(Class<V> type) {
        JsonMapper json = new JsonMapper();
        return of(json::writeValueAsBytes, bytes -> json.readValue(bytes, type));
    }
}
