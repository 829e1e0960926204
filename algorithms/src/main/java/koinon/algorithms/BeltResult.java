package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * The calibration belt.
 *
 * @param n analysed rows
 * @param positives rows with the positive level
 * @param degree that forward selection chose
 * @param coefficients of the powers of the logit of the prediction, from the 0th
 * @param statistic of the test of calibration
 * @param predictions at which the belt is given
 * @param fitted probability of the positive level there
 */
public record BeltResult(
        String outcome,
        String positive,
        String prediction,
        String development,
        long n,
        Statistic positives,
        int degree,
        List<Double> coefficients,
        double statistic,
        double pValue,
        List<Double> predictions,
        List<Double> fitted,
        List<Band> bands,
        List<String> warnings)
        implements Result {
    public BeltResult {
        coefficients = List.copyOf(coefficients);
        predictions = List.copyOf(predictions);
        fitted = List.copyOf(fitted);
        bands = List.copyOf(bands);
        warnings = List.copyOf(warnings);
    }

    /** Limits at one level of confidence, one per prediction. */
    public record Band(double confidence, List<Statistic> lower, List<Statistic> upper) {
        public Band {
            lower = List.copyOf(lower);
            upper = List.copyOf(upper);
        }

        String name() {
            return Math.round(1e4 * confidence) / 100.0 + " %";
        }
    }

    /** Predictions from which to which a band leaves the bisector on one side. */
    private record Stretch(double from, double to) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f–%.2f", from, to);
        }
    }

    @Override
    public String method() {
        return "GiViTI calibration belt ("
                + development
                + "), polynomial of degree "
                + degree
                + " in the logit, limits by inverting the likelihood ratio test";
    }

    @Override
    public Presentation presentation() {
        return new Presentation(List.of(test(), deviations()), List.of(plot()));
    }

    private Table test() {
        List<Column> columns =
                List.of(
                        new Column("n", Format.COUNT),
                        new Column("of which " + positive, Format.COUNT),
                        new Column("Degree", Format.COUNT),
                        new Column("Statistic", Format.NUMBER),
                        new Column("p", Format.P_VALUE));
        List<Cell> row =
                List.of(
                        Cell.of((double) n),
                        Cell.of(positives),
                        Cell.of(degree),
                        Cell.of(statistic),
                        Cell.of(pValue));
        return new Table(
                "Calibration of " + prediction + " for " + outcome + " = " + positive,
                columns,
                List.of(row),
                "A small p tells that predictions and outcomes disagree.");
    }

    private Table deviations() {
        List<Column> columns =
                List.of(
                        new Column("Confidence", Format.TEXT),
                        new Column("Predictions too low at", Format.TEXT),
                        new Column("Predictions too high at", Format.TEXT));
        List<List<Cell>> rows =
                bands.stream()
                        .map(band ->
                                List.of(
                                        Cell.of(band.name()),
                                        Cell.of(text(band.lower, 1)),
                                        Cell.of(text(band.upper, -1))))
                        .toList();
        return new Table("Where the belt leaves the bisector", columns, rows, "");
    }

    private String text(List<Statistic> limits, int side) {
        List<Stretch> stretches = new ArrayList<>();
        double from = Double.NaN;
        for (int i = 0; i < predictions.size(); i++) {
            boolean away = side * (limits.get(i).orNaN() - predictions.get(i)) > 0;
            if (away && Double.isNaN(from)) {
                from = predictions.get(i);
            }
            if (!away && !Double.isNaN(from)) {
                stretches.add(new Stretch(from, predictions.get(i - 1)));
                from = Double.NaN;
            }
        }
        if (!Double.isNaN(from)) {
            stretches.add(new Stretch(from, predictions.getLast()));
        }
        return stretches.isEmpty()
                ? "never"
                : String.join(", ", stretches.stream().map(Stretch::toString).toList());
    }

    private Plot plot() {
        List<Statistic> values = fitted.stream().map(Statistic::of).toList();
        List<Plot.Curve> curves =
                bands.stream()
                        .map(band ->
                                new Plot.Curve(
                                        band.name(), predictions, values, band.lower, band.upper))
                        .toList();
        return new Plot.Curves("Calibration belt", "predicted", "observed", false, true, curves);
    }
}
