package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.algorithms.Question.Disclosure;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * How far predicted numbers are from the actual ones.
 *
 * <pre>
 *   RMSE = √(Σ (y − ŷ)² / n)      R² = 1 − Σ (y − ŷ)² / Σ (y − ȳ)²
 * </pre>
 *
 * @param train rows that trained
 * @param test rows predicted
 */
public record PredictionError(
        String name, long train, Statistic test, Statistic rmse, Statistic rSquared) {
    /**
     * Squared errors of some rows.
     *
     * @param n rows
     * @param rss Σ (y − ŷ)²
     * @param tss Σ (y − ȳ)²
     */
    record Squares(long n, double rss, double tss) {}

    static PredictionError of(String name, long train, Squares squares, Disclosure disclosure) {
        long n = squares.n;
        if (n == 0 || disclosure.hides(n)) {
            Statistic none =
                    n == 0
                            ? new Statistic.Undefined("no row to test")
                            : new Statistic.Suppressed("fewer than " + disclosure.threshold());
            return new PredictionError(name, train, n == 0 ? Statistic.of(0.0) : none, none, none);
        }
        return new PredictionError(
                name,
                train,
                Statistic.of((double) n),
                Statistic.of(Math.sqrt(squares.rss / n)),
                squares.tss > 0
                        ? Statistic.of(1 - squares.rss / squares.tss)
                        : new Statistic.Undefined("the outcome is constant in these rows"));
    }

    static Table table(String title, List<PredictionError> errors) {
        List<Column> columns =
                List.of(
                        new Column("Predicted", Format.TEXT),
                        new Column("n train", Format.COUNT),
                        new Column("n", Format.COUNT),
                        new Column("RMSE", Format.NUMBER),
                        new Column("R²", Format.NUMBER));
        List<List<Cell>> rows = new ArrayList<>();
        for (PredictionError error : errors) {
            rows.add(
                    List.of(
                            Cell.of(error.name),
                            Cell.of((double) error.train),
                            Cell.of(error.test),
                            Cell.of(error.rmse),
                            Cell.of(error.rSquared)));
        }
        return new Table(title, columns, rows, "");
    }
}
