package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import koinon.algorithms.ThreeC.Agreement;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * Which variables tell diagnoses apart, the clusters in them, and how these agree with diagnoses.
 *
 * @param clusters sums of squares in squares of standard deviations, centres in units of variables
 * @param table clusters by diagnoses, under the centres shown
 */
public record ThreeCResult(
        String diagnosis,
        double rate,
        List<Relation> relations,
        Clusters clusters,
        CrossTable table,
        Agreement agreement,
        List<String> warnings)
        implements Result {
    public ThreeCResult {
        relations = List.copyOf(relations);
        warnings = List.copyOf(warnings);
    }

    /**
     * A variable and the diagnosis.
     *
     * @param adjusted p-value after Benjamini and Hochberg
     */
    public record Relation(
            String variable, Statistic f, Statistic p, Statistic adjusted, boolean kept) {}

    @Override
    public String method() {
        return "3C: one-way analyses of variance by "
                + diagnosis
                + " at a false-discovery rate of "
                + rate
                + "; "
                + clusters.method()
                + ", standardised; clusters against diagnoses";
    }

    @Override
    public Presentation presentation() {
        Presentation clustered = clusters.presentation();
        Presentation compared = table.presentation();
        List<Table> tables = new ArrayList<>();
        tables.add(relationTable());
        tables.addAll(clustered.tables());
        tables.add(compared.tables().getFirst());
        tables.add(agreementTable());
        List<Plot> plots =
                Stream.concat(clustered.plots().stream(), compared.plots().stream()).toList();
        return new Presentation(tables, plots);
    }

    private Table relationTable() {
        List<Column> columns =
                List.of(
                        new Column("Variable", Format.TEXT),
                        new Column("F", Format.NUMBER),
                        new Column("p", Format.P_VALUE),
                        new Column("adjusted p", Format.P_VALUE),
                        new Column("Kept", Format.TEXT));
        List<List<Cell>> rows =
                relations.stream()
                        .map(r ->
                                List.of(
                                        Cell.of(r.variable()),
                                        Cell.of(r.f()),
                                        Cell.of(r.p()),
                                        Cell.of(r.adjusted()),
                                        Cell.of(r.kept() ? "yes" : "no")))
                        .toList();
        return new Table("Variables by " + diagnosis, columns, rows, "");
    }

    private Table agreementTable() {
        List<Column> columns =
                List.of(
                        new Column("Chi-squared", Format.NUMBER),
                        new Column("df", Format.COUNT),
                        new Column("Cramér's V", Format.NUMBER),
                        new Column("Purity", Format.PERCENT),
                        new Column("Adjusted Rand index", Format.NUMBER));
        List<Cell> row =
                List.of(
                        Cell.of(table.tests().chiSquared()),
                        Cell.of(table.tests().df()),
                        Cell.of(table.tests().cramersV()),
                        Cell.of(agreement.purity()),
                        Cell.of(agreement.adjustedRand()));
        return new Table(
                "Agreement of clusters and diagnoses",
                columns,
                List.of(row),
                "No test: the same rows chose the variables.");
    }
}
