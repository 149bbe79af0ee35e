package io.cairn.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what the workload and Cairn's variant
 * @param peer what it is compared with
 * @param atLeast the ratio aimed at
 * @param ratio the ratio measured, more is better
 * @param ours Cairn's figure
 * @param theirs the peer's figure
 * @param unit the figures' unit
 */
public record Result(
        String what,
        String peer,
        double atLeast,
        double ratio,
        double ours,
        double theirs,
        String unit) {

    private static final String MARK = "RESULT";

    /**
     * Prints a line for whoever started this process.
     *
     * @param result the line
     */
    public static void print(Result result) {
        System.out.println(
                String.join(
                        "\t",
                        MARK,
                        result.what,
                        result.peer,
                        Double.toString(result.atLeast),
                        Double.toString(result.ratio),
                        Double.toString(result.ours),
                        Double.toString(result.theirs),
                        result.unit));
    }

    /**
     * Tells whether a line is a printed result.
     *
     * @param line the line
     * @return true for one
     */
    public static boolean isResult(String line) {
        return line.startsWith(MARK + "\t");
    }

    /**
     * Reads a printed result.
     *
     * @param line the line
     * @return the result
     */
    public static Result parse(String line) {
        String[] cells = line.split("\t", -1);
        return new Result(
                cells[1],
                cells[2],
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]),
                cells[7]);
    }

    /**
     * Tells whether the target is reached.
     *
     * @return true when the ratio is at least the one aimed at
     */
    public boolean reached() {
        return ratio >= atLeast;
    }

    /**
     * Returns the line of a Markdown table.
     *
     * @return the line
     */
    public String toRow() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2fx | **%.2fx** | %s | %,.1f | %,.1f %s |",
                what,
                peer,
                atLeast,
                ratio,
                reached() ? "yes" : "no",
                ours,
                theirs,
                unit);
    }
}
