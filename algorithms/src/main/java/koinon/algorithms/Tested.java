package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * A classifier on rows it has not seen.
 *
 * @param name of the part tested
 * @param train rows that trained
 * @param curves one per level, or the positive level's alone
 */
public record Tested(String name, long train, ClassificationMetrics metrics, List<Roc> curves) {
    public Tested {
        curves = List.copyOf(curves);
    }

    /** Precision, recall and F of the positive level, or the means over levels. */
    private ClassificationMetrics.Means summary() {
        if (curves.size() != 1) {
            return metrics.macro();
        }
        ClassificationMetrics.OfLevel positive = positive();
        return new ClassificationMetrics.Means(
                positive.precision(), positive.recall(), positive.f());
    }

    /** The positive level of a classifier with one curve. */
    public ClassificationMetrics.OfLevel positive() {
        int at = metrics.levels().indexOf(curves.getFirst().level());
        return metrics.perLevel().get(at);
    }

    /** Area under the curve; with several curves their mean over levels. */
    public Statistic auc() {
        return curves.size() == 1
                ? curves.getFirst().auc()
                : Average.of(curves.stream().map(Roc::auc).toList()).mean();
    }

    /** Tables and plots of several validations and of all tested rows together. */
    static Presentation presentation(
            String title, List<Tested> validations, ClassificationMetrics total) {
        List<Column> columns = new ArrayList<>(List.of(new Column("Tested on", Format.TEXT)));
        columns.add(new Column("n train", Format.COUNT));
        columns.add(new Column("n test", Format.COUNT));
        for (String name : List.of("Accuracy", "Precision", "Recall", "F", "AUC")) {
            columns.add(new Column(name, Format.NUMBER));
        }
        List<Function<Tested, Statistic>> statistics =
                List.of(
                        t -> t.metrics.accuracy(),
                        t -> t.summary().precision(),
                        t -> t.summary().recall(),
                        t -> t.summary().f(),
                        Tested::auc);
        List<List<Cell>> rows = new ArrayList<>();
        for (Tested t : validations) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(t.name), Cell.of((double) t.train)));
            row.add(Cell.of(t.metrics.n()));
            statistics.forEach(of -> row.add(Cell.of(of.apply(t))));
            rows.add(row);
        }
        if (validations.size() > 1) {
            rows.add(averages("mean", validations, statistics, Average::mean));
            rows.add(averages("standard deviation", validations, statistics, Average::sd));
        }
        String note =
                validations.stream().allMatch(t -> t.curves.size() == 1)
                        ? ""
                        : "Precision, recall, F and AUC are means over the levels.";
        List<Plot> plots = new ArrayList<>();
        plots.add(total.confusionPlot("Actual (rows) and predicted (columns) levels"));
        return new Presentation(
                List.of(
                        new Table(title, columns, rows, note),
                        total.table("All tested rows, by level"),
                        total.confusionTable("All tested rows: confusion matrix")),
                plots);
    }

    private static List<Cell> averages(
            String name,
            List<Tested> validations,
            List<Function<Tested, Statistic>> statistics,
            Function<Average, Statistic> part) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(name), Cell.of(""), Cell.of("")));
        for (Function<Tested, Statistic> of : statistics) {
            Average average = Average.of(validations.stream().map(of).toList());
            cells.add(Cell.of(part.apply(average)));
        }
        return cells;
    }
}
