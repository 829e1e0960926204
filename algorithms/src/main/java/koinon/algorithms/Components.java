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
 * Principal components of standardised variables. Shapes: p variables, p components, in descending
 * order of their eigenvalues.
 *
 * @param method as {@link Result#method}
 * @param means of the variables (transformed, where that was asked for)
 * @param standardDeviations with n − 1
 * @param explained share of the total variance, eigenvalue / p
 * @param vectors one row per component: the weights of the standardised variables, of length 1
 * @param loadings one row per component: correlations of the component with the variables
 */
public record Components(
        String method,
        List<String> variables,
        long n,
        List<Double> means,
        List<Double> standardDeviations,
        List<Double> eigenvalues,
        List<Double> explained,
        List<Double> cumulative,
        List<List<Double>> vectors,
        List<List<Double>> loadings,
        List<String> warnings)
        implements Result {
    /** More components than anybody reads in a table. */
    private static final int MOST_SHOWN = 12;

    public Components {
        variables = List.copyOf(variables);
        means = List.copyOf(means);
        standardDeviations = List.copyOf(standardDeviations);
        eigenvalues = List.copyOf(eigenvalues);
        explained = List.copyOf(explained);
        cumulative = List.copyOf(cumulative);
        vectors = vectors.stream().map(List::copyOf).toList();
        loadings = loadings.stream().map(List::copyOf).toList();
        warnings = List.copyOf(warnings);
    }

    @Override
    public Presentation presentation() {
        int shown = Math.min(MOST_SHOWN, eigenvalues.size());
        List<String> names = IntStream.rangeClosed(1, shown).mapToObj(k -> "PC" + k).toList();
        List<List<Statistic>> map =
                IntStream.range(0, variables.size())
                        .mapToObj(j ->
                                IntStream.range(0, shown)
                                        .mapToObj(k -> Statistic.of(loadings.get(k).get(j)))
                                        .toList())
                        .toList();
        return new Presentation(
                List.of(
                        importance(),
                        byVariable("Loadings: correlations with the components", names, loadings),
                        byVariable("Weights of the standardised variables", names, vectors),
                        moments()),
                List.of(
                        new Plot.Bars(
                                "Scree plot: eigenvalues",
                                "eigenvalue",
                                names,
                                List.of(
                                        new Plot.Series(
                                                "eigenvalue",
                                                eigenvalues.stream()
                                                        .limit(shown)
                                                        .map(Statistic::of)
                                                        .toList()))),
                        new Plot.HeatMap("Loadings", variables, names, map, -1, 1)));
    }

    private Table importance() {
        List<Column> columns =
                List.of(
                        new Column("Component", Format.TEXT),
                        new Column("Eigenvalue", Format.NUMBER),
                        new Column("Std. deviation", Format.NUMBER),
                        new Column("Variance explained", Format.PERCENT),
                        new Column("Cumulative", Format.PERCENT));
        List<List<Cell>> rows =
                IntStream.range(0, eigenvalues.size())
                        .mapToObj(k ->
                                List.of(
                                        Cell.of("PC" + (k + 1)),
                                        Cell.of(eigenvalues.get(k)),
                                        Cell.of(Math.sqrt(eigenvalues.get(k))),
                                        Cell.of(explained.get(k)),
                                        Cell.of(cumulative.get(k))))
                        .toList();
        return new Table("Principal components", columns, rows, "n = " + n + " complete rows");
    }

    private Table byVariable(String title, List<String> names, List<List<Double>> components) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Variable", Format.TEXT));
        names.forEach(name -> columns.add(new Column(name, Format.NUMBER)));
        List<List<Cell>> rows = new ArrayList<>();
        for (int j = 0; j < variables.size(); j++) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(variables.get(j))));
            for (int k = 0; k < names.size(); k++) {
                row.add(Cell.of(components.get(k).get(j)));
            }
            rows.add(row);
        }
        String note =
                names.size() < components.size()
                        ? "The first " + names.size() + " of " + components.size() + " components"
                        : "";
        return new Table(title, columns, rows, note);
    }

    private Table moments() {
        List<Column> columns =
                List.of(
                        new Column("Variable", Format.TEXT),
                        new Column("Mean", Format.NUMBER),
                        new Column("Std. deviation", Format.NUMBER));
        List<List<Cell>> rows =
                IntStream.range(0, variables.size())
                        .mapToObj(j ->
                                List.of(
                                        Cell.of(variables.get(j)),
                                        Cell.of(means.get(j)),
                                        Cell.of(standardDeviations.get(j))))
                        .toList();
        return new Table("Variables", columns, rows, "");
    }
}
