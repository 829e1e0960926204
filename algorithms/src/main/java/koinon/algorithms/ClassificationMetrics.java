package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.algorithms.Question.Disclosure;
import koinon.model.result.Plot;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;

/**
 * How well predicted levels agree with actual ones.
 *
 * <pre>
 *   precision = tp / (tp + fp)    recall = tp / (tp + fn)    F = 2 tp / (2 tp + fp + fn)
 *   accuracy = correct / n; of one level against the rest (tp + tn) / n
 *   macro: mean over levels;  weighted: by rows of the level;  micro: precision = recall = accuracy
 * </pre>
 *
 * <p>0 / 0 is undefined and left out of the means. A cell below the threshold is suppressed, and
 * with it the smallest other cells of its row and column, so that totals do not give it away; a
 * ratio is shown where its numerator and the rest of its denominator may both be shown.
 *
 * @param confusion row by actual level, columns by predicted level
 */
public record ClassificationMetrics(
        List<String> levels,
        Statistic n,
        List<List<Statistic>> confusion,
        Statistic accuracy,
        List<OfLevel> perLevel,
        Means macro,
        Means weighted,
        Means micro) {
    public ClassificationMetrics {
        levels = List.copyOf(levels);
        confusion = confusion.stream().map(List::copyOf).toList();
        perLevel = List.copyOf(perLevel);
    }

    /**
     * One level against the rest.
     *
     * @param support rows that have it
     */
    public record OfLevel(
            String level,
            Statistic support,
            Statistic accuracy,
            Statistic precision,
            Statistic recall,
            Statistic f) {}

    /** Averages over levels. */
    public record Means(Statistic precision, Statistic recall, Statistic f) {}

    static ClassificationMetrics of(
            List<String> levels, long[][] confusion, Disclosure disclosure) {
        return new Counts(levels, confusion, disclosure).metrics();
    }

    /** The counts behind the metrics. */
    private record Counts(List<String> levels, long[][] cells, Disclosure disclosure) {
        ClassificationMetrics metrics() {
            List<OfLevel> perLevel =
                    IntStream.range(0, levels.size()).mapToObj(this::ofLevel).toList();
            long correct = IntStream.range(0, cells.length).mapToLong(c -> cells[c][c]).sum();
            Statistic accuracy = ratio(correct, total() - correct);
            return new ClassificationMetrics(
                    levels,
                    shown(total()),
                    shownCells(),
                    accuracy,
                    perLevel,
                    means(perLevel, false),
                    means(perLevel, true),
                    new Means(accuracy, accuracy, accuracy));
        }

        private long total() {
            return Arrays.stream(cells).flatMapToLong(Arrays::stream).sum();
        }

        private long row(int c) {
            return Arrays.stream(cells[c]).sum();
        }

        private long column(int c) {
            return Arrays.stream(cells).mapToLong(row -> row[c]).sum();
        }

        private Statistic shown(long count) {
            return disclosure.hides(count) ? tooFew() : Statistic.of((double) count);
        }

        private Statistic tooFew() {
            return new Statistic.Suppressed("fewer than " + disclosure.threshold());
        }

        /** a / (a + b). */
        private Statistic ratio(long a, long b) {
            if (disclosure.hides(a) || disclosure.hides(b)) {
                return tooFew();
            }
            return a + b == 0
                    ? new Statistic.Undefined("there are no such rows")
                    : Statistic.of((double) a / (a + b));
        }

        private OfLevel ofLevel(int c) {
            long hits = cells[c][c];
            long missed = row(c) - hits;
            long wrong = column(c) - hits;
            Statistic f =
                    disclosure.hides(missed) || disclosure.hides(wrong)
                            ? tooFew()
                            : ratio(2 * hits, missed + wrong);
            return new OfLevel(
                    levels.get(c),
                    shown(row(c)),
                    ratio(total() - missed - wrong, missed + wrong),
                    ratio(hits, wrong),
                    ratio(hits, missed),
                    f);
        }

        private Means means(List<OfLevel> perLevel, boolean weighted) {
            return new Means(
                    mean(perLevel, OfLevel::precision, weighted),
                    mean(perLevel, OfLevel::recall, weighted),
                    mean(perLevel, OfLevel::f, weighted));
        }

        private Statistic mean(
                List<OfLevel> perLevel, Function<OfLevel, Statistic> of, boolean weighted) {
            double sum = 0;
            double weights = 0;
            for (int c = 0; c < perLevel.size(); c++) {
                Statistic value = of.apply(perLevel.get(c));
                if (value instanceof Statistic.Suppressed) {
                    return value;
                }
                if (value instanceof Statistic.Known(double known)) {
                    double weight = weighted ? row(c) : 1;
                    sum += weight * known;
                    weights += weight;
                }
            }
            return Statistic.of(sum / weights, "undefined for every level");
        }

        private List<List<Statistic>> shownCells() {
            boolean[][] hidden = hidden();
            return IntStream.range(0, cells.length)
                    .mapToObj(r ->
                            IntStream.range(0, cells.length)
                                    .<Statistic>mapToObj(c ->
                                            hidden[r][c]
                                                    ? tooFew()
                                                    : Statistic.of((double) cells[r][c]))
                                    .toList())
                    .toList();
        }

        /** Cells below the threshold and, in every row and column with just one, the next. */
        private boolean[][] hidden() {
            int size = cells.length;
            boolean[][] hidden = new boolean[size][size];
            for (int r = 0; r < size; r++) {
                for (int c = 0; c < size; c++) {
                    hidden[r][c] = disclosure.hides(cells[r][c]);
                }
            }
            boolean changed = size > 1;
            while (changed) {
                changed = false;
                for (int line = 0; line < 2 * size; line++) {
                    changed |= hideSecond(hidden, line);
                }
            }
            return hidden;
        }

        /** Lines are rows, then columns. */
        private boolean hideSecond(boolean[][] hidden, int line) {
            int size = cells.length;
            int smallest = -1;
            int covered = 0;
            for (int i = 0; i < size; i++) {
                int r = line < size ? line : i;
                int c = line < size ? i : line - size;
                if (hidden[r][c]) {
                    covered++;
                } else if (smallest < 0 || cells[r][c] < cells[smallest / size][smallest % size]) {
                    smallest = r * size + c;
                }
            }
            if (covered == 1) {
                hidden[smallest / size][smallest % size] = true;
            }
            return covered == 1;
        }
    }

    /** Precision, recall and F of every level and their means. */
    Table table(String title) {
        List<Column> columns =
                List.of(
                        new Column("Level", Format.TEXT),
                        new Column("n", Format.COUNT),
                        new Column("Precision", Format.NUMBER),
                        new Column("Recall", Format.NUMBER),
                        new Column("F", Format.NUMBER));
        List<List<Cell>> rows = new ArrayList<>();
        for (OfLevel level : perLevel) {
            rows.add(
                    List.of(
                            Cell.of(level.level),
                            Cell.of(level.support),
                            Cell.of(level.precision),
                            Cell.of(level.recall),
                            Cell.of(level.f)));
        }
        rows.add(means("macro average", macro));
        rows.add(means("weighted average", weighted));
        rows.add(means("micro average", micro));
        return new Table(title, columns, rows, "");
    }

    private List<Cell> means(String name, Means means) {
        return List.of(
                Cell.of(name),
                Cell.of(n),
                Cell.of(means.precision),
                Cell.of(means.recall),
                Cell.of(means.f));
    }

    /** Counts of actual by predicted level. */
    Table confusionTable(String title) {
        List<Column> columns = new ArrayList<>(List.of(new Column("Actual", Format.TEXT)));
        levels.forEach(level -> columns.add(new Column("predicted " + level, Format.COUNT)));
        List<List<Cell>> rows = new ArrayList<>();
        for (int r = 0; r < levels.size(); r++) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.of(levels.get(r))));
            confusion.get(r).forEach(cell -> cells.add(Cell.of(cell)));
            rows.add(cells);
        }
        return new Table(title, columns, rows, "");
    }

    /** The same as a picture. */
    Plot confusionPlot(String title) {
        double most =
                confusion.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Statistic::orNaN)
                        .filter(v -> !Double.isNaN(v))
                        .max()
                        .orElse(1);
        return new Plot.HeatMap(title, levels, levels, confusion, 0, Math.max(1, most));
    }
}
