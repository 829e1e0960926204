package koinon.model.result;

import java.util.List;

/**
 * A picture of a result, described so that any client can draw it without knowing the algorithm.
 */
public sealed interface Plot {
    String title();

    /** Estimates with intervals, one line each, about a line of no effect. */
    record Forest(String title, String axis, double reference, List<Estimate> estimates)
            implements Plot {
        public Forest {
            estimates = List.copyOf(estimates);
        }
    }

    record Estimate(String label, Statistic value, Statistic lower, Statistic upper) {}

    /**
     * Bars over adjoining bins, one series per group.
     *
     * @param edges one more than there are bins
     */
    record Histogram(String title, String axis, List<Double> edges, List<Series> series)
            implements Plot {
        public Histogram {
            edges = List.copyOf(edges);
            series = List.copyOf(series);
        }
    }

    /** Bars over categories, one series per group. */
    record Bars(String title, String axis, List<String> categories, List<Series> series)
            implements Plot {
        public Bars {
            categories = List.copyOf(categories);
            series = List.copyOf(series);
        }
    }

    record Series(String name, List<Statistic> values) {
        public Series {
            values = List.copyOf(values);
        }
    }

    /** Coloured squares, for example correlations from -1 to 1. */
    record HeatMap(
            String title,
            List<String> rows,
            List<String> columns,
            List<List<Statistic>> values,
            double low,
            double high)
            implements Plot {
        public HeatMap {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
            values = values.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Curves over a numerical axis, one per group, each with a band where it has bounds.
     *
     * @param steps whether a value holds until the next one, rather than a line leading there
     * @param diagonal whether a line from (0, 0) to (1, 1) stands for no effect
     */
    record Curves(
            String title,
            String xAxis,
            String yAxis,
            boolean steps,
            boolean diagonal,
            List<Curve> curves)
            implements Plot {
        public Curves {
            curves = List.copyOf(curves);
        }
    }

    /**
     * Points in the order of x.
     *
     * @param lower of the band, one per point; empty where there is no band
     * @param upper of the band, as many as lower
     */
    record Curve(
            String name,
            List<Double> x,
            List<Statistic> y,
            List<Statistic> lower,
            List<Statistic> upper) {
        public Curve {
            x = List.copyOf(x);
            y = List.copyOf(y);
            lower = List.copyOf(lower);
            upper = List.copyOf(upper);
            if (y.size() != x.size()
                    || lower.size() != upper.size()
                    || !(lower.isEmpty() || lower.size() == x.size())) {
                throw new IllegalArgumentException("a curve's lists differ in length");
            }
        }

        /** A curve without a band. */
        public Curve(String name, List<Double> x, List<Statistic> y) {
            this(name, x, y, List.of(), List.of());
        }
    }

    /** Box plots from quantiles. */
    record Boxes(String title, String axis, List<Box> boxes) implements Plot {
        public Boxes {
            boxes = List.copyOf(boxes);
        }
    }

    record Box(
            String label,
            Statistic min,
            Statistic q1,
            Statistic median,
            Statistic q3,
            Statistic max) {}
}
