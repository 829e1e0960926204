package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * Clusters of k-means, in the order of their starting points.
 *
 * @param within sum of squares about the clusters' centres
 * @param between what the centres explain: total less within
 * @param total sum of squares about the mean of all rows
 * @param means of the variables over all rows
 * @param standardDeviations with n − 1
 * @param movement of the centres in the last iteration
 */
public record Clusters(
        List<String> variables,
        long n,
        List<Cluster> clusters,
        Statistic within,
        Statistic between,
        Statistic total,
        List<Double> means,
        List<Double> standardDeviations,
        int iterations,
        boolean converged,
        double movement,
        List<String> warnings,
        FittedModel model)
        implements Exportable {
    /** Colours of the map end here, in standard deviations. */
    private static final double FAR = 2;

    /**
     * One cluster.
     *
     * @param centre one mean per variable
     * @param within sum of squares about the centre
     */
    public record Cluster(Statistic size, List<Statistic> centre, Statistic within) {
        public Cluster {
            centre = List.copyOf(centre);
        }
    }

    public Clusters {
        variables = List.copyOf(variables);
        clusters = List.copyOf(clusters);
        means = List.copyOf(means);
        standardDeviations = List.copyOf(standardDeviations);
        warnings = List.copyOf(warnings);
    }

    @Override
    public String method() {
        return "k-means by Lloyd's algorithm from one fixed start, "
                + (converged ? "converged in " : "stopped after ")
                + iterations
                + (iterations == 1 ? " iteration" : " iterations");
    }

    /** What assigns a row to a cluster: those without rows have no centre. */
    static Rule rule(List<Cluster> clusters) {
        List<Rule.Centre> centres = new ArrayList<>();
        for (int c = 0; c < clusters.size(); c++) {
            Cluster cluster = clusters.get(c);
            if (cluster.size() instanceof Statistic.Suppressed(String reason)) {
                return new Rule.Withheld("cluster " + (c + 1) + " has " + reason);
            }
            if (cluster.centre().stream().allMatch(Statistic.Known.class::isInstance)) {
                List<Double> position = cluster.centre().stream().map(Statistic::orNaN).toList();
                centres.add(new Rule.Centre("cluster " + (c + 1), position));
            }
        }
        return new Rule.Nearest(centres);
    }

    private List<String> names() {
        return IntStream.rangeClosed(1, clusters.size()).mapToObj(c -> "cluster " + c).toList();
    }

    @Override
    public Presentation presentation() {
        List<List<Statistic>> map =
                clusters.stream()
                        .map(cluster ->
                                IntStream.range(0, variables.size())
                                        .mapToObj(v -> apart(cluster.centre().get(v), v))
                                        .toList())
                        .toList();
        return new Presentation(
                List.of(centres(), squares()),
                List.of(
                        new Plot.HeatMap(
                                "Centres, in standard deviations from the mean of all rows",
                                names(),
                                variables,
                                map,
                                -FAR,
                                FAR),
                        new Plot.Bars(
                                "Sizes",
                                "rows",
                                names(),
                                List.of(
                                        new Plot.Series(
                                                "rows",
                                                clusters.stream().map(Cluster::size).toList())))));
    }

    private Statistic apart(Statistic centre, int variable) {
        double sd = standardDeviations.get(variable);
        return centre instanceof Statistic.Known(double value)
                ? Statistic.of((value - means.get(variable)) / sd, "the variable is constant")
                : centre;
    }

    private Table centres() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Cluster", Format.TEXT));
        columns.add(new Column("Rows", Format.COUNT));
        variables.forEach(variable -> columns.add(new Column(variable, Format.NUMBER)));
        columns.add(new Column("Within sum of squares", Format.NUMBER));
        List<List<Cell>> rows = new ArrayList<>();
        for (int c = 0; c < clusters.size(); c++) {
            Cluster cluster = clusters.get(c);
            List<Cell> row = new ArrayList<>();
            row.add(Cell.of(names().get(c)));
            row.add(Cell.of(cluster.size()));
            cluster.centre().forEach(mean -> row.add(Cell.of(mean)));
            row.add(Cell.of(cluster.within()));
            rows.add(row);
        }
        return new Table("Centres of the clusters", columns, rows, "n = " + n + " complete rows");
    }

    private Table squares() {
        List<Column> columns =
                List.of(
                        new Column("Within", Format.NUMBER),
                        new Column("Between", Format.NUMBER),
                        new Column("Total", Format.NUMBER),
                        new Column("Iterations", Format.COUNT),
                        new Column("Converged", Format.TEXT));
        List<Cell> row =
                List.of(
                        Cell.of(within),
                        Cell.of(between),
                        Cell.of(total),
                        Cell.of((double) iterations),
                        Cell.of(converged ? "yes" : "no"));
        return new Table("Sums of squares", columns, List.of(row), "");
    }
}
