package io.cairn.filter;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Decides which entries one listing delivers, and may rewrite what is delivered of them; what is
 * stored is not changed. Used by one thread at a time; the listing that opened it closes it.
 *
 * <p>A listing whose transaction is tried again, or whose reply turns out to be long, is walked
 * again with a filter of its own, so a filter must answer the same for the same entries. Whatever a
 * filter throws is an {@link io.cairn.error.InvalidFilterException} of the call, which then
 * delivers nothing.
 *
 * <p>The methods with a default are those that most filters leave alone: nothing is rewritten, and
 * nothing is held.
 */
public interface EntryFilter extends AutoCloseable {

    /**
     * Decides about an entry. Entries come in the order of the listing.
     *
     * @param key the full stored key, lent read-only until the method returns
     * @param value the stored value, lent likewise; null unless values are shown
     * @return true when the entry is delivered
     */
    boolean matches(MemorySegment key, @Nullable MemorySegment value);

    /**
     * Returns what is delivered in place of a key that matched. Asked only when somebody looks at
     * the key; the answer must depend on the argument alone.
     *
     * @param key a copy of the full stored key, which the filter may change and return
     * @return the delivered key, of any length; the filter does not keep it
     */
    default byte[] key(byte[] key) {
        return key;
    }

    /**
     * Returns what is delivered in place of the value of a key that matched. Asked only when
     * somebody looks at the value, whether or not the filter is shown values; the answer must
     * depend on the arguments alone.
     *
     * @param key a copy of the full stored key
     * @param value a copy of the stored value, which the filter may change and return
     * @return the delivered value, of any length; the filter does not keep it
     */
    default byte[] value(byte[] key, byte[] value) {
        return value;
    }

    /** Releases what the filter holds; called once. */
    @Override
    default void close() {}
}
