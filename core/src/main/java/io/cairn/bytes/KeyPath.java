package io.cairn.bytes;

import io.cairn.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code /}-separated path whose key is exactly its UTF-8 bytes, so that path writes and byte
 * reads see each other.
 *
 * <p>Immutable and thread-safe. Segments are never empty, contain no {@code /} and are valid
 * Unicode; anything else is refused with {@link InvalidArgumentException}. No normalisation is
 * done. Paths order as their keys do.
 */
public final class KeyPath implements Comparable<KeyPath> {

    private static final char SEPARATOR = '/';

    private final String text;
    private final byte[] key;

    private KeyPath(String text) {
        this.text = text;
        this.key = Bytes.utf8(text);
    }

    /**
     * Joins segments into a path.
     *
     * @param first the first segment
     * @param more the following segments
     * @return the path
     * @throws InvalidArgumentException when a segment is empty, contains {@code /} or is not valid
     *     Unicode
     */
    public static KeyPath of(String first, String... more) {
        StringBuilder text = new StringBuilder(checked(first));
        for (String segment : more) {
            text.append(SEPARATOR).append(checked(segment));
        }
        return new KeyPath(text.toString());
    }

    /**
     * Parses a path such as {@code users/alice/email}.
     *
     * @param text the path's text
     * @return the path
     * @throws InvalidArgumentException when a segment is empty (also at the start or the end) or
     *     not valid Unicode
     */
    public static KeyPath parse(String text) {
        for (String segment : split(text)) {
            checked(segment, text);
        }
        return new KeyPath(text);
    }

    /**
     * Appends one segment.
     *
     * @param segment the segment
     * @return the longer path
     * @throws InvalidArgumentException when the segment is empty, contains {@code /} or is not
     *     valid Unicode
     */
    public KeyPath resolve(String segment) {
        return new KeyPath(text + SEPARATOR + checked(segment));
    }

    /**
     * Returns the path without its last segment.
     *
     * @return the parent, or null when this path has one segment
     */
    public @Nullable KeyPath parent() {
        int at = text.lastIndexOf(SEPARATOR);
        return at < 0 ? null : new KeyPath(text.substring(0, at));
    }

    /**
     * Returns the segments in order.
     *
     * @return an unmodifiable list, never empty
     */
    public List<String> segments() {
        return List.copyOf(split(text));
    }

    /**
     * Returns the key of this path: its UTF-8 bytes.
     *
     * @return a copy
     */
    public byte[] toKey() {
        return key.clone();
    }

    /**
     * Returns the range of all paths strictly below this one (this path's own key is not inside).
     *
     * @return the prefix range of this path followed by {@code /}
     */
    public KeyRange descendants() {
        byte[] prefix = Bytes.after(key);
        prefix[key.length] = (byte) SEPARATOR;
        return KeyRange.prefix(prefix);
    }

    @Override
    public int compareTo(KeyPath other) {
        return Bytes.compare(key, other.key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyPath path && Arrays.equals(key, path.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return text;
    }

    private static List<String> split(String text) {
        List<String> segments = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, from)) {
            segments.add(text.substring(from, at));
            from = at + 1;
        }
        segments.add(text.substring(from));
        return segments;
    }

    private static String checked(String segment) {
        if (segment.indexOf(SEPARATOR) >= 0) {
            throw new InvalidArgumentException(
                    "a path segment must not contain '/'; use parse for whole paths",
                    "segment",
                    segment);
        }
        return checked(segment, segment);
    }

    private static String checked(String segment, String path) {
        if (segment.isEmpty()) {
            throw new InvalidArgumentException("a path segment must not be empty", "path", path);
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < segment.length()
                    && Character.isLowSurrogate(segment.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidArgumentException(
                        "a path segment must be valid Unicode; it has an unpaired surrogate",
                        "path",
                        path);
            }
        }
        return segment;
    }
}
