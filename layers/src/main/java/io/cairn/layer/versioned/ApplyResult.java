package io.cairn.layer.versioned;

import io.cairn.error.TransactionStateException;
import io.cairn.layer.tuple.Tuple;
import java.util.List;

/**
 * What came of applying a change. That others were faster is a result, not an exception that {@code
 * transact} would retry: the change keeps its base and would conflict each time. Begin another one
 * and do the work again.
 *
 * <p>Immutable, thread-safe, never closed.
 */
public sealed interface ApplyResult {

    /**
     * The change has taken effect.
     *
     * @param version the version it made, also when it was applied before
     */
    record Applied(Version version) implements ApplyResult {}

    /**
     * The change read what has changed since its base; nothing was written and it stays open.
     *
     * @param tuples tuples that it read and that were added or removed since, in the order of
     *     versions; never empty, and at most 100
     */
    record Conflicts(List<Tuple> tuples) implements ApplyResult {

        /** Copies. */
        public Conflicts {
            tuples = List.copyOf(tuples);
        }
    }

    /**
     * Returns the version, for those who expect no conflict.
     *
     * @return the version that the change made
     * @throws TransactionStateException when it conflicts; the message names the first tuple
     */
    default Version orThrow() {
        return switch (this) {
            case Applied(Version version) -> version;
            case Conflicts(List<Tuple> tuples) ->
                    throw new TransactionStateException(
                            "the change read tuples that others have changed since; begin another",
                            "tuple",
                            tuples.getFirst(),
                            "tuples",
                            tuples.size());
        };
    }
}
