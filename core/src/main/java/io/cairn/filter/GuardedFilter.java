package io.cairn.filter;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidFilterException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a filter throws into the one exception that filters throw, with the message of what it
 * was. Used like the filter that it guards.
 */
final class GuardedFilter implements EntryFilter {

    private final FilterSpec spec;
    private final EntryFilter filter;

    GuardedFilter(FilterSpec spec, EntryFilter filter) {
        this.spec = spec;
        this.filter = filter;
    }

    /** Asks a filter, or its library, for something that may not be null. */
    static <R> R asked(FilterSpec spec, Supplier<R> question) {
        try {
            return Objects.requireNonNull(question.get(), "the answer");
        } catch (InvalidFilterException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw failed(spec, e);
        }
    }

    @Override
    public boolean matches(MemorySegment key, @Nullable MemorySegment value) {
        try {
            return filter.matches(key, value);
        } catch (InvalidFilterException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw failed(spec, e);
        }
    }

    @Override
    public byte[] key(byte[] key) {
        return asked(spec, () -> filter.key(key));
    }

    @Override
    public byte[] value(byte[] key, byte[] value) {
        return asked(spec, () -> filter.value(key, value));
    }

    @Override
    public void close() {
        asked(
                spec,
                () -> {
                    filter.close();
                    return spec;
                });
    }

    private static InvalidFilterException failed(FilterSpec spec, Throwable thrown) {
        return new InvalidFilterException(
                "the filter failed, and nothing was delivered; repair the filter or its arguments",
                thrown,
                "library",
                spec.library(),
                "filter",
                Bytes.describe(Bytes.utf8(spec.filter())),
                "reason",
                thrown);
    }
}
