package koinon.algorithms;

import java.util.List;
import koinon.model.result.Plot;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.stats.design.DesignMatrix;

/**
 * One line of a regression table; every statistic of an aliased term is undefined.
 *
 * @param statistic t or z
 * @param lower end of the 95 % confidence interval
 */
public record Coefficient(
        String term,
        Statistic estimate,
        Statistic standardError,
        Statistic statistic,
        Statistic pValue,
        Statistic lower,
        Statistic upper) {

    static Coefficient undefined(String term, String reason) {
        Statistic none = new Statistic.Undefined(reason);
        return new Coefficient(term, none, none, none, none, none, none);
    }

    static Table table(String title, String letter, List<Coefficient> coefficients, String note) {
        List<Column> columns =
                List.of(
                        new Column("Term", Format.TEXT),
                        new Column("Estimate", Format.NUMBER),
                        new Column("Std. error", Format.NUMBER),
                        new Column(letter, Format.NUMBER),
                        new Column("p", Format.P_VALUE),
                        new Column("95 % CI lower", Format.NUMBER),
                        new Column("95 % CI upper", Format.NUMBER));
        List<List<Cell>> rows =
                coefficients.stream()
                        .map(c ->
                                List.of(
                                        Cell.of(c.term),
                                        Cell.of(c.estimate),
                                        Cell.of(c.standardError),
                                        Cell.of(c.statistic),
                                        Cell.of(c.pValue),
                                        Cell.of(c.lower),
                                        Cell.of(c.upper)))
                        .toList();
        return new Table(title, columns, rows, note);
    }

    /** Estimates and intervals about 0, the intercept left out. */
    static Plot forest(String title, String axis, List<Coefficient> coefficients) {
        List<Plot.Estimate> estimates =
                coefficients.stream()
                        .filter(c -> !c.term.equals(DesignMatrix.INTERCEPT))
                        .filter(c -> c.estimate instanceof Statistic.Known)
                        .map(c -> new Plot.Estimate(c.term, c.estimate, c.lower, c.upper))
                        .toList();
        return new Plot.Forest(title, axis, 0, estimates);
    }
}
