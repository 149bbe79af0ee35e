package io.cairn.mode;

import io.cairn.api.PathChild;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the segments directly below a path by skipping over what is below each of them. Used by one
 * thread, for one call.
 *
 * <p>Children come in the byte order of their segments, which is not the order of the keys below
 * them: {@code a.txt} stands before {@code a/x}, but {@code a} before {@code a.txt}, because some
 * bytes sort before the separator. A child that has no value and whose descendants stand behind
 * such a neighbour is looked for when the neighbour is met, with one probe for each byte before the
 * separator that could end a segment.
 */
final class ChildScan implements AutoCloseable {

    private static final byte SEPARATOR = '/';

    private final EngineSnapshot view;
    private final int keyspace;

    /** What every key below the parent starts with. */
    private final byte[] base;

    private @Nullable EngineCursor cursor;

    /** The first key that may belong to a child not listed yet; null when there is none. */
    private byte @Nullable [] key;

    private ChildScan(EngineSnapshot view, int keyspace, byte[] base) {
        this.view = view;
        this.keyspace = keyspace;
        this.base = base;
    }

    /** Lists at most {@code limit} children whose segments sort after {@code after}. */
    static List<PathChild> list(
            EngineSnapshot view, int keyspace, KeyPath parent, @Nullable String after, int limit) {
        if (limit < 0) {
            throw new InvalidArgumentException(
                    "the number of children must not be negative", "limit", limit);
        }
        List<PathChild> children = new ArrayList<>();
        if (limit > 0) {
            byte[] base = withSeparator(parent.toKey());
            try (ChildScan scan = new ChildScan(view, keyspace, base)) {
                scan.collect(children, after == null ? null : Bytes.utf8(after), limit);
            }
        }
        return children;
    }

    private void collect(List<PathChild> children, byte @Nullable [] after, int limit) {
        byte[] last = after;
        seek(last == null ? base : Bytes.after(join(base, last)));
        while (key != null) {
            byte[] segment = segment(key);
            if (last != null && Bytes.compare(segment, last) <= 0) {
                // What is below a child that was listed, or passed over, before its neighbours.
                skipBelow(segment);
                continue;
            }
            byte[] hidden = hiddenBefore(segment, last);
            if (hidden != null) {
                children.add(new PathChild(hidden, false, true));
                last = hidden;
            } else {
                children.add(child(key, segment));
                last = segment;
            }
            if (children.size() == limit) {
                return;
            }
        }
    }

    /**
     * Describes the child whose first key is the current one, and moves on when that key is its
     * value.
     */
    private PathChild child(byte[] first, byte[] segment) {
        if (first.length > base.length + segment.length) {
            return new PathChild(segment, false, true);
        }
        advance();
        byte[] below = withSeparator(first);
        boolean descendants =
                key != null
                        && (Bytes.startsWith(key, below)
                                || (Bytes.compare(key, below) < 0 && any(below)));
        return new PathChild(segment, true, descendants);
    }

    /**
     * Finds the smallest child before {@code segment} and after {@code last} that shows only in
     * keys further on.
     */
    private byte @Nullable [] hiddenBefore(byte[] segment, byte @Nullable [] last) {
        for (int n = 0; n < segment.length; n++) {
            if ((segment[n] & 0xFF) >= SEPARATOR) {
                continue;
            }
            byte[] shorter = Arrays.copyOf(segment, n);
            if ((last == null || Bytes.compare(shorter, last) > 0)
                    && any(withSeparator(join(base, shorter)))) {
                return shorter;
            }
        }
        return null;
    }

    private boolean any(byte[] prefix) {
        try (EngineCursor probe =
                view.cursor(keyspace, KeyRange.prefix(prefix), Direction.FORWARD)) {
            return probe.next();
        }
    }

    private void skipBelow(byte[] segment) {
        byte[] end = Bytes.prefixEnd(withSeparator(join(base, segment)));
        if (end == null) {
            throw new IllegalStateException("a prefix that ends with the separator has an end");
        }
        seek(end);
    }

    private void seek(byte[] from) {
        close();
        cursor = view.cursor(keyspace, KeyRange.prefix(base).startingAt(from), Direction.FORWARD);
        advance();
    }

    private void advance() {
        key = cursor != null && cursor.next() ? cursor.keyBytes() : null;
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }

    private byte[] segment(byte[] fullKey) {
        int end = base.length;
        while (end < fullKey.length && fullKey[end] != SEPARATOR) {
            end++;
        }
        return Arrays.copyOfRange(fullKey, base.length, end);
    }

    private static byte[] join(byte[] front, byte[] back) {
        byte[] joined = Arrays.copyOf(front, front.length + back.length);
        System.arraycopy(back, 0, joined, front.length, back.length);
        return joined;
    }

    private static byte[] withSeparator(byte[] bytes) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = SEPARATOR;
        return longer;
    }
}
