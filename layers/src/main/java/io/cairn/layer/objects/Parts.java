package io.cairn.layer.objects;

import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;

/**
 * The bytes of one object where their owner has them, in one place or in several. Immutable, but
 * the bytes are the owner's.
 *
 * @param segments the places, in order
 * @param size all bytes
 */
record Parts(List<MemorySegment> segments, long size) {

    static Parts of(byte[] value) {
        return new Parts(List.of(MemorySegment.ofArray(value)), value.length);
    }

    static Parts of(MemorySegment value) {
        return new Parts(List.of(value), value.byteSize());
    }

    static Parts of(List<MemorySegment> segments) {
        long size = 0;
        for (MemorySegment segment : segments) {
            size = Math.addExact(size, Objects.requireNonNull(segment, "part").byteSize());
        }
        return new Parts(List.copyOf(segments), size);
    }

    /**
     * Refuses nothing to store.
     *
     * @throws InvalidArgumentException when there is no byte
     */
    Parts notEmpty(String key) {
        if (size == 0) {
            throw new InvalidArgumentException("an object has at least one byte", "key", key);
        }
        return this;
    }

    /** Copies everything in one pass; returns the checksum of what has arrived. */
    int copyTo(MemorySegment target) {
        Checksum sum = new Checksum();
        long at = 0;
        for (MemorySegment segment : segments) {
            sum.copyAway(segment, target.asSlice(at, segment.byteSize()));
            at += segment.byteSize();
        }
        return sum.value();
    }

    int checksum() {
        Checksum sum = new Checksum();
        segments.forEach(sum::add);
        return sum.value();
    }

    /** Returns bytes as they lie when they lie together, and a copy when they do not. */
    MemorySegment piece(long offset, int length) {
        long begin = offset;
        int first = 0;
        while (begin >= segments.get(first).byteSize()) {
            begin -= segments.get(first++).byteSize();
        }
        if (segments.get(first).byteSize() - begin >= length) {
            return segments.get(first).asSlice(begin, length);
        }
        MemorySegment gathered = MemorySegment.ofArray(new byte[length]);
        for (int at = 0; at < length; first++, begin = 0) {
            MemorySegment segment = segments.get(first);
            long count = Math.min(segment.byteSize() - begin, length - at);
            MemorySegment.copy(segment, begin, gathered, at, count);
            at += (int) count;
        }
        return gathered;
    }
}
