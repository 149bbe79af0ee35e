package io.cairn.cli.quickstart;

import io.cairn.api.Database;
import java.util.function.BooleanSupplier;

/**
 * One thing that is shown: its title, the code that is printed, and the method that has this code
 * as its body.
 *
 * @param title what is shown
 * @param code the source of what runs
 * @param action runs it
 */
record Step(String title, String code, Action action) {

    /** Runs a step's code; what it returns is judged afterwards, outside the measured time. */
    @FunctionalInterface
    interface Action {
        Outcome run(Database db) throws Exception;
    }

    /**
     * What a step found.
     *
     * @param text for the reader
     * @param correct compares it with what is known independently
     */
    record Outcome(String text, BooleanSupplier correct) {}
}
