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
