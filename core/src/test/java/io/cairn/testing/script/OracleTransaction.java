package io.cairn.testing.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What the oracle knows of a transaction: its view with its own writes, what it read, what it
 * wrote. One thread at a time.
 */
final class OracleTransaction {

    /**
     * A key, when {@code end} is the key itself, or a range without its end; no end at all is null.
     */
    record Span(String space, String begin, @Nullable String end, boolean key) {

        static Span key(String space, String key) {
            return new Span(space, key, key, true);
        }

        static Span range(String space, String begin, String end) {
            return new Span(space, begin, end.isEmpty() ? null : end, false);
        }

        boolean covers(String otherSpace, String otherKey) {
            return space.equals(otherSpace)
                    && (key
                            ? begin.equals(otherKey)
                            : begin.compareTo(otherKey) <= 0
                                    && (end == null || otherKey.compareTo(end) < 0));
        }

        boolean meets(Span other) {
            if (key) {
                return other.covers(space, begin);
            }
            if (other.key) {
                return covers(other.space, other.begin);
            }
            return space.equals(other.space)
                    && (end == null || other.begin.compareTo(end) < 0)
                    && (other.end == null || begin.compareTo(other.end) < 0);
        }

        boolean isEmpty() {
            return !key && end != null && begin.compareTo(end) >= 0;
        }
    }

    final Map<String, NavigableMap<String, String>> spaces;
    final boolean snapshotIsolation;
    final int begun;
    final List<Span> writes = new ArrayList<>();
    private final List<Span> surelyRead = new ArrayList<>();
    private final List<Span> maybeRead = new ArrayList<>();
    private final List<Span> between = new ArrayList<>();

    OracleTransaction(
            Map<String, NavigableMap<String, String>> spaces,
            boolean snapshotIsolation,
            int begun) {
        this.spaces = spaces;
        this.snapshotIsolation = snapshotIsolation;
        this.begun = begun;
    }

    void readKey(String space, String key) {
        (owns(space, key) ? maybeRead : surelyRead).add(Span.key(space, key));
    }

    void readRange(Span range) {
        maybeRead.add(range);
    }

    /**
     * Notes that a walk went from one delivered key to another: it has seen that there is nothing
     * else between.
     */
    void walked(String space, String one, String other) {
        boolean ordered = one.compareTo(other) <= 0;
        between.add(Span.range(space, ordered ? one : other, (ordered ? other : one) + "\0"));
    }

    /** Must it conflict with this write of somebody else? */
    boolean surelyConflicts(Span write) {
        if (snapshotIsolation) {
            return writes.stream().anyMatch(own -> (own.key() || write.key()) && own.meets(write));
        }
        return surelyRead.stream().anyMatch(read -> read.meets(write))
                || (write.key()
                        && !owns(write.space(), write.begin())
                        && between.stream().anyMatch(range -> range.meets(write)));
    }

    /** May it conflict with this write of somebody else? */
    boolean maybeConflicts(Span write) {
        return snapshotIsolation
                ? writes.stream().anyMatch(own -> own.meets(write))
                : surelyConflicts(write) || maybeRead.stream().anyMatch(read -> read.meets(write));
    }

    private boolean owns(String space, String key) {
        return writes.stream().anyMatch(write -> write.covers(space, key));
    }
}
