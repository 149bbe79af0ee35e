package io.cairn.bench.suite.report;

import java.util.List;

/** Draws a bar for each store, with a line from the least to the greatest round. Stateless. */
final class BarChart {

    private static final int WIDTH = 760;
    private static final int LEFT = 170;
    private static final int RIGHT = 100;
    private static final int TOP = 40;
    private static final int ROW = 26;
    private static final int FOOT = 48;

    /**
     * One bar.
     *
     * @param label what stands beside it
     * @param colour its number among the colours
     * @param value how long it is
     */
    record Bar(String label, int colour, Summary value) {}

    private BarChart() {}

    static String draw(String title, String unit, List<Bar> bars) {
        int bottom = TOP + ROW * bars.size();
        Svg svg = new Svg(WIDTH, bottom + FOOT, title);
        svg.text("title", "start", 12, 22, title);
        double most = bars.stream().mapToDouble(bar -> bar.value.max()).max().orElse(1);
        double step = step(most);
        double end = Math.max(step, Math.ceil(most / step) * step);
        double scale = (WIDTH - LEFT - RIGHT) / end;
        for (int mark = 0; mark * step <= end * 1.001; mark++) {
            double x = LEFT + mark * step * scale;
            svg.line("grid", x, TOP - 4, x, bottom);
            svg.text("", "middle", x, bottom + 16, Figures.brief(mark * step));
        }
        double y = TOP;
        for (Bar bar : bars) {
            Summary value = bar.value;
            svg.text("", "end", LEFT - 8, y + 16, bar.label);
            svg.bar("f" + bar.colour, LEFT, y + 3, value.median() * scale, ROW - 8);
            svg.line(
                    "range",
                    LEFT + value.min() * scale,
                    y + 12,
                    LEFT + value.max() * scale,
                    y + 12);
            svg.text("", "start", LEFT + value.max() * scale + 6, y + 16, number(value));
            y += ROW;
        }
        svg.line("axis", LEFT, TOP - 4, LEFT, bottom);
        svg.text("", "middle", LEFT + end * scale / 2, bottom + 36, unit);
        return svg.end();
    }

    private static String number(Summary value) {
        return Figures.text(value.median());
    }

    /** Returns 1, 2 or 5 times a power of ten: four to ten marks. */
    static double step(double most) {
        if (!(most > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double lead = most / power;
        return lead < 2 ? power / 5 : lead < 5 ? power / 2 : power;
    }
}
