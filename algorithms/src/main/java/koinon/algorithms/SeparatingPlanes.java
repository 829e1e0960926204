package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * Linear support vector machines: one plane for two levels, else one per level against the rest.
 *
 * @param levels in use, in the order of their codes
 * @param c price of a row on the wrong side of the margin
 */
public record SeparatingPlanes(
        String dependent,
        List<String> covariates,
        List<String> levels,
        long n,
        double c,
        List<Plane> planes,
        int iterations,
        List<String> warnings,
        FittedModel model)
        implements Exportable {
    /**
     * One plane: rows with w·x + intercept above 0 are on the positive side.
     *
     * @param weights one per covariate, per unit of it
     * @param objective ½ ‖w‖² + C Σ hinge
     * @param gap how far the objective may be above its optimum, relative to it
     * @param supportVectors rows on or within the margin, or beyond it
     * @param supportMeans mean of each covariate over them
     * @param sensitivity share of the positive rows that lie on their side
     * @param specificity share of the negative rows that lie on theirs
     */
    public record Plane(
            String positive,
            String negative,
            List<Double> weights,
            double intercept,
            double objective,
            double gap,
            Statistic supportVectors,
            List<Statistic> supportMeans,
            Statistic sensitivity,
            Statistic specificity) {
        public Plane {
            weights = List.copyOf(weights);
            supportMeans = List.copyOf(supportMeans);
        }
    }

    public SeparatingPlanes {
        covariates = List.copyOf(covariates);
        levels = List.copyOf(levels);
        planes = List.copyOf(planes);
        warnings = List.copyOf(warnings);
    }

    @Override
    public String method() {
        return "Linear support vector machine, hinge loss with C = "
                + c
                + ", by smoothed Newton steps; optimal within the gap shown after "
                + iterations
                + " iterations";
    }

    @Override
    public Presentation presentation() {
        List<String> names = planes.stream().map(Plane::positive).toList();
        return new Presentation(
                List.of(weights(), quality()),
                List.of(
                        new Plot.Bars(
                                "Weights",
                                "per unit of the covariate",
                                covariates,
                                IntStream.range(0, planes.size())
                                        .mapToObj(k ->
                                                new Plot.Series(
                                                        names.get(k),
                                                        planes.get(k).weights().stream()
                                                                .map(Statistic::of)
                                                                .toList()))
                                        .toList())));
    }

    private Table weights() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Covariate", Format.TEXT));
        for (Plane plane : planes) {
            columns.add(
                    new Column(plane.positive() + " against " + plane.negative(), Format.NUMBER));
            columns.add(new Column("Mean of support vectors", Format.NUMBER));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (int j = 0; j < covariates.size(); j++) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(covariates.get(j))));
            for (Plane plane : planes) {
                row.add(Cell.of(plane.weights().get(j)));
                row.add(Cell.of(plane.supportMeans().get(j)));
            }
            rows.add(row);
        }
        return new Table("Separating " + dependent, columns, rows, "n = " + n + " complete rows");
    }

    private Table quality() {
        List<Column> columns =
                List.of(
                        new Column("Positive side", Format.TEXT),
                        new Column("Intercept", Format.NUMBER),
                        new Column("Objective", Format.NUMBER),
                        new Column("Relative gap", Format.NUMBER),
                        new Column("Support vectors", Format.COUNT),
                        new Column("Sensitivity", Format.PERCENT),
                        new Column("Specificity", Format.PERCENT));
        List<List<Cell>> rows =
                planes.stream()
                        .map(plane ->
                                List.of(
                                        Cell.of(plane.positive()),
                                        Cell.of(plane.intercept()),
                                        Cell.of(plane.objective()),
                                        Cell.of(plane.gap()),
                                        Cell.of(plane.supportVectors()),
                                        Cell.of(plane.sensitivity()),
                                        Cell.of(plane.specificity())))
                        .toList();
        return new Table(
                "Planes", columns, rows, "Shares are of the rows the planes were fitted to");
    }
}
