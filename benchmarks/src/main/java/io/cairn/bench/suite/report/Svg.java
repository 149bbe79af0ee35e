package io.cairn.bench.suite.report;

import java.util.Locale;

/**
 * An SVG picture while it is being drawn. It needs nothing from outside, and its colours follow the
 * reader's light or dark theme. Used by one thread.
 */
final class Svg {

    /** How many series have a colour of their own. */
    static final int COLOURS = 9;

    private static final String[] LIGHT = {
        "#0b5fa5", "#c2410c", "#15803d", "#7e22ce", "#b58900", "#0e7490", "#be185d", "#4d7c0f",
        "#57534e"
    };
    private static final String[] DARK = {
        "#7cc4ff", "#ff9b6a", "#6fe08f", "#cf9bff", "#f5c542", "#5fdbe8", "#ff8cc6", "#b5e05a",
        "#c9c4bf"
    };

    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height, String title) {
        out.append(
                        String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                        + " width=\"%d\" height=\"%d\" role=\"img\">",
                                width,
                                height,
                                width,
                                height))
                .append("\n<title>")
                .append(escape(title))
                .append("</title>\n<style>")
                .append(style())
                .append("</style>\n");
        out.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    }

    private static String style() {
        StringBuilder css =
                new StringBuilder(
                        "text{font:12px system-ui,sans-serif;fill:#1c1917}"
                                + ".title{font-size:15px;font-weight:600}"
                                + ".paper{fill:#fff}.grid{stroke:#d6d3d1}"
                                + ".axis,.range{stroke:#57534e}.range{stroke-width:1.5}");
        colours(css, LIGHT);
        css.append(
                "@media(prefers-color-scheme:dark){text{fill:#e7e5e4}.paper{fill:#1c1917}"
                        + ".grid{stroke:#44403c}.axis,.range{stroke:#a8a29e}");
        colours(css, DARK);
        return css.append('}').toString();
    }

    private static void colours(StringBuilder css, String[] colours) {
        for (int i = 0; i < COLOURS; i++) {
            css.append(".f").append(i).append("{fill:").append(colours[i]).append('}');
            css.append(".s").append(i).append("{fill:none;stroke-width:2;stroke:");
            css.append(colours[i]).append('}');
        }
    }

    /** Adds a straight line. */
    Svg line(String css, double x1, double y1, double x2, double y2) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                        css,
                        x1,
                        y1,
                        x2,
                        y2));
        return this;
    }

    /** Adds a filled rectangle. */
    Svg bar(String css, double x, double y, double width, double height) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                + " height=\"%.1f\"/>%n",
                        css,
                        x,
                        y,
                        width,
                        height));
        return this;
    }

    /** Adds text; the anchor is start, middle or end. */
    Svg text(String css, String anchor, double x, double y, String text) {
        out.append(
                        String.format(
                                Locale.ROOT,
                                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">",
                                css,
                                anchor,
                                x,
                                y))
                .append(escape(text))
                .append("</text>\n");
        return this;
    }

    /** Adds a line through points, given as x,y pairs joined by blanks. */
    Svg path(int colour, String points) {
        out.append("<polyline class=\"s")
                .append(colour)
                .append("\" points=\"")
                .append(points)
                .append("\"/>\n");
        return this;
    }

    /** Adds a mark whose shape tells series apart where colours do not. */
    Svg mark(int colour, double x, double y) {
        String shape =
                switch (colour % 3) {
                    case 0 -> "<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>%n";
                    case 1 ->
                            "<path class=\"f%d\" transform=\"translate(%.1f %.1f)\""
                                    + " d=\"M-4-4h8v8h-8z\"/>%n";
                    default ->
                            "<path class=\"f%d\" transform=\"translate(%.1f %.1f)\""
                                    + " d=\"M0-5l5 9h-10z\"/>%n";
                };
        out.append(String.format(Locale.ROOT, shape, colour, x, y));
        return this;
    }

    /** Ends the picture. */
    String end() {
        return out + "</svg>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
