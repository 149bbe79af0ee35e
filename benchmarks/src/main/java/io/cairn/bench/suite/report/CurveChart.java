package io.cairn.bench.suite.report;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Draws a curve for each store, both axes logarithmic. Stateless. */
final class CurveChart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 170;
    private static final int TOP = 60;
    private static final int BOTTOM = HEIGHT - 52;

    /**
     * One curve.
     *
     * @param label what stands at its end
     * @param colour its number among the colours
     * @param points its points by their place on the lower axis; values over 0
     */
    record Curve(String label, int colour, SortedMap<Integer, Summary> points) {}

    /** What an axis shows, from a logarithm to a logarithm, both to the base of 10. */
    private record Range(double from, double to) {

        double share(double value) {
            return (Math.log10(value) - from) / (to - from);
        }
    }

    private CurveChart() {}

    static String draw(String title, String xLabel, String yLabel, List<Curve> curves) {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.text("title", "start", 12, 22, title);
        List<Integer> places =
                curves.stream()
                        .flatMap(curve -> curve.points.keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
        Range x = new Range(Math.log10(places.getFirst()), upper(places));
        Range y =
                new Range(
                        Math.floor(Math.log10(least(curves))),
                        Math.ceil(Math.log10(most(curves)) + 1e-9));
        for (int power = (int) y.from; power <= y.to; power++) {
            double at = yPixel(y, Math.pow(10, power));
            svg.line("grid", LEFT, at, WIDTH - RIGHT, at);
            svg.text("", "end", LEFT - 8, at + 4, Figures.brief(Math.pow(10, power)));
        }
        for (int place : places) {
            double at = xPixel(x, place);
            svg.line("grid", at, TOP, at, BOTTOM);
            svg.text("", "middle", at, BOTTOM + 18, Figures.brief(place));
        }
        svg.line("axis", LEFT, BOTTOM, WIDTH - RIGHT, BOTTOM);
        svg.line("axis", LEFT, TOP, LEFT, BOTTOM);
        svg.text("", "middle", (LEFT + WIDTH - RIGHT) / 2.0, BOTTOM + 40, xLabel);
        svg.text("", "start", 12, TOP - 14, yLabel);
        double legend = TOP + 6;
        for (Curve curve : curves) {
            curve(svg, curve, x, y);
            svg.mark(curve.colour, WIDTH - RIGHT + 18, legend);
            svg.text("", "start", WIDTH - RIGHT + 28, legend + 4, curve.label);
            legend += 20;
        }
        return svg.end();
    }

    private static double upper(List<Integer> places) {
        double to = Math.log10(places.getLast());
        return places.size() == 1 ? to + 1 : to;
    }

    private static void curve(Svg svg, Curve curve, Range x, Range y) {
        StringBuilder points = new StringBuilder();
        curve.points.forEach((place, value) -> {
            double across = xPixel(x, place);
            points.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", across, yPixel(y, value.median())));
            svg.line("range", across, yPixel(y, value.min()), across, yPixel(y, value.max()));
            svg.mark(curve.colour, across, yPixel(y, value.median()));
        });
        svg.path(curve.colour, points.toString().strip());
    }

    private static double xPixel(Range range, double value) {
        return LEFT + range.share(value) * (WIDTH - RIGHT - LEFT);
    }

    private static double yPixel(Range range, double value) {
        return BOTTOM - range.share(value) * (BOTTOM - TOP);
    }

    private static double least(List<Curve> curves) {
        return curves.stream()
                .flatMap(curve -> curve.points.values().stream())
                .mapToDouble(Summary::min)
                .min()
                .orElseThrow();
    }

    private static double most(List<Curve> curves) {
        return curves.stream()
                .flatMap(curve -> curve.points.values().stream())
                .mapToDouble(Summary::max)
                .max()
                .orElseThrow();
    }
}
