package io.cairn.testing.isolation;

import java.util.List;

/**
 * One transaction of a list-append history as its client saw it.
 *
 * @param id a number that is the transaction's own
 * @param invoked when it began, in nanoseconds of a common clock
 * @param completed when its outcome was known, in nanoseconds of the same clock
 * @param operations reads and appends in order
 * @param committed false when it certainly did not commit
 */
public record Observed(
        long id, long invoked, long completed, List<Operation> operations, boolean committed) {

    /** One operation on a list. */
    public sealed interface Operation {

        /** Returns the list's name. */
        int key();
    }

    /** The whole list as it was read. */
    public record ReadList(int key, List<Long> elements) implements Operation {}

    /** An element, unique in the history, that was appended. */
    public record Append(int key, long element) implements Operation {}
}
