package io.cairn.testing.isolation;

import java.util.List;

/**
 * What one client does: steps, then the end of its transaction.
 *
 * @param steps the steps in order
 * @param commits whether it tries to commit; otherwise it aborts
 */
public record Program(List<Step> steps, boolean commits) {

    /** Returns a program that commits. */
    static Program of(Step... steps) {
        return new Program(List.of(steps), true);
    }

    /** Returns a program that aborts. */
    static Program aborting(Step... steps) {
        return new Program(List.of(steps), false);
    }

    /** Returns the number of turns it takes: its steps and its end. */
    int turns() {
        return steps.size() + 1;
    }
}
