package io.cairn.api;

import io.cairn.bytes.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One segment directly below a path. The array belongs to the caller.
 *
 * @param segment the segment's bytes, UTF-8 unless somebody wrote other keys below the path
 * @param hasValue whether the child itself is a key
 * @param hasDescendants whether there are keys below the child
 */
public record PathChild(byte[] segment, boolean hasValue, boolean hasDescendants) {

    /**
     * Returns the segment as text.
     *
     * @return the decoded segment
     */
    public String name() {
        return Bytes.text(segment);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathChild child
                && Arrays.equals(segment, child.segment)
                && hasValue == child.hasValue
                && hasDescendants == child.hasDescendants;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(segment);
    }

    @Override
    public String toString() {
        return name() + (hasDescendants ? "/" : "");
    }
}
