package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import koinon.algorithms.KaplanMeier.Group;
import koinon.algorithms.KaplanMeier.Survival;
import koinon.algorithms.SurvivalCurve.Point;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/** Tables and the step curves of a Kaplan–Meier analysis. */
record SurvivalPresentation(Survival result) {
    Presentation presentation() {
        List<Table> tables = new ArrayList<>();
        tables.add(groups());
        tables.add(atRisk());
        if (!result.tests().isEmpty()) {
            tables.add(tests());
        }
        result.groups().stream()
                .filter(group -> !group.curve().points().isEmpty())
                .map(this::steps)
                .forEach(tables::add);
        return new Presentation(tables, List.of(plot()));
    }

    private String percent() {
        return Math.round(1e4 * result.confidence()) / 100.0 + " % CI ";
    }

    private Table groups() {
        List<Column> columns =
                List.of(
                        new Column("Group", Format.TEXT),
                        new Column("n", Format.COUNT),
                        new Column("Events", Format.COUNT),
                        new Column("Median", Format.NUMBER),
                        new Column(percent() + "lower", Format.NUMBER),
                        new Column(percent() + "upper", Format.NUMBER),
                        new Column("Restricted mean", Format.NUMBER),
                        new Column("Std. error", Format.NUMBER));
        List<List<Cell>> rows = result.groups().stream().map(SurvivalPresentation::row).toList();
        return new Table(
                "Time to " + result.event() + " (" + result.time() + ")",
                columns,
                rows,
                "Means restricted to " + result.until() + ".");
    }

    private static List<Cell> row(Group group) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(group.curve().group())));
        Stream.of(
                        group.n(),
                        group.events(),
                        group.median(),
                        group.medianLower(),
                        group.medianUpper(),
                        group.restrictedMean(),
                        group.restrictedMeanError())
                .map(Cell::of)
                .forEach(row::add);
        return row;
    }

    private Table atRisk() {
        KaplanMeier.AtRisk atRisk = result.atRisk();
        List<Column> columns = new ArrayList<>(List.of(new Column("At risk at", Format.TEXT)));
        atRisk.times().forEach(t -> columns.add(new Column(number(t), Format.COUNT)));
        List<List<Cell>> rows = new ArrayList<>();
        for (int g = 0; g < atRisk.groups().size(); g++) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(atRisk.groups().get(g))));
            atRisk.counts().get(g).stream().map(Cell::of).forEach(row::add);
            rows.add(row);
        }
        return new Table("Number at risk", columns, rows, "");
    }

    private static String number(double value) {
        return Math.rint(value) == value && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private Table tests() {
        List<Column> columns =
                List.of(
                        new Column("Test", Format.TEXT),
                        new Column("χ²", Format.NUMBER),
                        new Column("df", Format.COUNT),
                        new Column("p", Format.P_VALUE));
        List<List<Cell>> rows =
                result.tests().stream()
                        .map(test ->
                                List.of(
                                        Cell.of(test.name()),
                                        Cell.of(test.chiSquared()),
                                        Cell.of((double) test.df()),
                                        Cell.of(test.pValue())))
                        .toList();
        return new Table("Equal survival", columns, rows, "");
    }

    private Table steps(Group group) {
        List<Column> columns =
                List.of(
                        new Column("Time", Format.NUMBER),
                        new Column("At risk", Format.COUNT),
                        new Column("Events", Format.COUNT),
                        new Column("Censored", Format.COUNT),
                        new Column("Survival", Format.NUMBER),
                        new Column("Std. error", Format.NUMBER),
                        new Column(percent() + "lower", Format.NUMBER),
                        new Column(percent() + "upper", Format.NUMBER));
        List<List<Cell>> rows =
                group.curve().points().stream().map(SurvivalPresentation::row).toList();
        return new Table("Survival of " + group.curve().group(), columns, rows, "");
    }

    private static List<Cell> row(Point p) {
        return List.of(
                Cell.of(p.time()),
                Cell.of((double) p.atRisk()),
                Cell.of((double) p.events()),
                Cell.of((double) p.censored()),
                Cell.of(p.survival()),
                Cell.of(p.standardError()),
                Cell.of(p.lower()),
                Cell.of(p.upper()));
    }

    private Plot plot() {
        List<Plot.Curve> curves =
                result.groups().stream()
                        .map(Group::curve)
                        .filter(curve -> !curve.points().isEmpty())
                        .map(SurvivalPresentation::curve)
                        .toList();
        return new Plot.Curves(
                "Survival with confidence intervals",
                result.time(),
                "survival",
                true,
                false,
                curves);
    }

    private static Plot.Curve curve(SurvivalCurve curve) {
        return new Plot.Curve(
                curve.group(),
                from(0.0, curve.points(), Point::time),
                from(Statistic.of(1), curve.points(), p -> Statistic.of(p.survival())),
                from(Statistic.of(1), curve.points(), Point::lower),
                from(Statistic.of(1), curve.points(), Point::upper));
    }

    private static <T> List<T> from(T start, List<Point> points, Function<Point, T> of) {
        return Stream.concat(Stream.of(start), points.stream().map(of)).toList();
    }
}
