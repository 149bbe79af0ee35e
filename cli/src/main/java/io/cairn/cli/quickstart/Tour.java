package io.cairn.cli.quickstart;

import io.cairn.api.Database;
import io.cairn.cli.quickstart.Step.Outcome;
import io.cairn.cli.terminal.Paint;
import io.cairn.cli.terminal.Units;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the steps one after another and prints title, code, result and time of each. Used once, by
 * one thread.
 */
final class Tour {

    /**
     * The prefix of the keys that the steps write; everything else in the database is the image.
     */
    static final String KEYS = "quickstart/";

    private static final int WIDTH = 88;
    private static final String INDENT = "      ";

    private final PrintStream out;
    private final Paint paint;
    private int failures;

    Tour(PrintStream out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    static List<Step> steps(JdkImage image) {
        List<Step> steps = new ArrayList<>(ReadSteps.all(image));
        steps.addAll(TransactionSteps.all());
        steps.addAll(WriteSteps.all());
        return steps;
    }

    /** Runs every step, also after one that failed; returns how many failed. */
    int run(Database db, List<Step> steps) throws Exception {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            title(String.format("%2d/%d  %s", i + 1, steps.size(), step.title()));
            code(step.code());
            long start = System.nanoTime();
            Outcome outcome = step.action().run(db);
            long nanos = System.nanoTime() - start;
            boolean correct = outcome.correct().getAsBoolean();
            result(outcome.text(), nanos, correct);
            failures += correct ? 0 : 1;
        }
        return failures;
    }

    /** Prints the line that opens a step. */
    void title(String title) {
        out.println(paint.bold(title));
    }

    /** Prints code, indented. */
    void code(String code) {
        code.lines().forEach(line -> out.println(INDENT + paint.code(line)));
    }

    /** Prints what came out, with the time at the right edge. */
    void result(String text, long nanos, boolean correct) {
        List<String> lines = text.lines().toList();
        String time = Units.nanos(nanos);
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 ? "   -> " : INDENT) + lines.get(i);
            if (i < lines.size() - 1) {
                out.println(line);
            } else {
                String gap = " ".repeat(Math.max(2, WIDTH - 8 - line.length() - time.length()));
                out.println(
                        line
                                + paint.faint(gap + time)
                                + "  "
                                + (correct ? paint.good("ok") : paint.bad("WRONG")));
            }
        }
        out.println();
        out.flush();
    }
}
