package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * Counts of two categorical variables together, with tests of their independence.
 *
 * @param counts one row per level of x, one column per level of y
 * @param alpha 1 − the level of the intervals
 */
public record CrossTable(
        String x,
        String y,
        List<String> rows,
        List<String> columns,
        List<List<Statistic>> counts,
        List<Statistic> rowTotals,
        List<Statistic> columnTotals,
        long n,
        double alpha,
        Tests tests,
        List<String> warnings)
        implements Result {
    public CrossTable {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        counts = counts.stream().map(List::copyOf).toList();
        rowTotals = List.copyOf(rowTotals);
        columnTotals = List.copyOf(columnTotals);
        warnings = List.copyOf(warnings);
    }

    /**
     * The tests, and the measures of association.
     *
     * @param yates chi-squared with the continuity correction, of a 2×2 table
     * @param conditionalOdds Fisher's estimate of the odds ratio given the margins
     */
    public record Tests(
            Statistic chiSquared,
            Statistic df,
            Statistic p,
            Statistic yates,
            Statistic yatesP,
            Statistic fisherP,
            EffectSize conditionalOdds,
            EffectSize oddsRatio,
            EffectSize relativeRisk,
            Statistic cramersV) {}

    @Override
    public String method() {
        return "Contingency table with Pearson's chi-squared and Fisher's exact test";
    }

    @Override
    public Presentation presentation() {
        List<Plot.Series> series =
                IntStream.range(0, columns.size())
                        .mapToObj(j ->
                                new Plot.Series(
                                        y + " = " + columns.get(j),
                                        counts.stream().map(row -> row.get(j)).toList()))
                        .toList();
        return new Presentation(
                List.of(countTable(), testTable(), measureTable()),
                List.of(new Plot.Bars(y + " by " + x, x, rows, series)));
    }

    private Table countTable() {
        List<Column> heads = new ArrayList<>();
        heads.add(new Column(x, Format.TEXT));
        columns.forEach(c -> heads.add(new Column(y + " = " + c, Format.COUNT)));
        heads.add(new Column("Total", Format.COUNT));
        List<List<Cell>> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i), counts.get(i), rowTotals.get(i)));
        }
        lines.add(line("Total", columnTotals, Statistic.of((double) n)));
        return new Table("Counts", heads, lines, "");
    }

    private static List<Cell> line(String name, List<Statistic> values, Statistic total) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(name));
        values.forEach(v -> cells.add(Cell.of(v)));
        cells.add(Cell.of(total));
        return cells;
    }

    private Table testTable() {
        List<Column> heads =
                List.of(
                        new Column("Test", Format.TEXT),
                        new Column("Statistic", Format.NUMBER),
                        new Column("df", Format.COUNT),
                        new Column("p", Format.P_VALUE));
        Cell none = Cell.of("");
        List<List<Cell>> lines =
                List.of(
                        List.of(
                                Cell.of("Pearson's chi-squared"),
                                Cell.of(tests.chiSquared),
                                Cell.of(tests.df),
                                Cell.of(tests.p)),
                        List.of(
                                Cell.of("with Yates' correction"),
                                Cell.of(tests.yates),
                                Cell.of(tests.df),
                                Cell.of(tests.yatesP)),
                        List.of(
                                Cell.of("Fisher's exact test"),
                                none,
                                none,
                                Cell.of(tests.fisherP)));
        return new Table("Tests of independence", heads, lines, "");
    }

    private Table measureTable() {
        List<Column> heads =
                List.of(
                        new Column("Measure", Format.TEXT),
                        new Column("Estimate", Format.NUMBER),
                        new Column("CI lower", Format.NUMBER),
                        new Column("CI upper", Format.NUMBER));
        List<List<Cell>> lines = new ArrayList<>();
        for (EffectSize e : List.of(tests.oddsRatio, tests.relativeRisk, tests.conditionalOdds)) {
            lines.add(
                    List.of(
                            Cell.of(e.name()),
                            Cell.of(e.estimate()),
                            Cell.of(e.lower()),
                            Cell.of(e.upper())));
        }
        Cell none = Cell.of("");
        lines.add(List.of(Cell.of("Cramér's V"), Cell.of(tests.cramersV), none, none));
        return new Table(
                "Measures of association",
                heads,
                lines,
                "Odds and risks of "
                        + y
                        + " = "
                        + columns.getFirst()
                        + ", "
                        + x
                        + " = "
                        + rows.getFirst()
                        + " against the other; intervals at level "
                        + (1 - alpha));
    }
}
