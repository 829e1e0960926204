package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.sums.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Counts, means, spreads and quantiles of each variable, per dataset and over all datasets, on two
 * bases: each variable by itself, and the rows that are complete in all of them.
 *
 * <pre>
 *   mean = Σx / n        sd = √((n Σx² − (Σx)²) / (n (n − 1)))
 *   q1, median, q3: type 7 (linear interpolation between order statistics), per dataset
 * </pre>
 *
 * <p>What leaves a site: masked sums n, Σx, Σx² and counts per level over all its datasets, and, as
 * site releases, the statistics of each dataset. Rounds: 1. Minima and maxima only where the policy
 * lets them leave; quantiles only with enough patients on both sides; pooled quantiles are not
 * computed. Units: those of the variable. Source of the quantiles: Hyndman and Fan, The American
 * Statistician 50 (1996) 361–365.
 */
public final class DescriptiveStatistics implements Algorithm {
    /** Name of the rows over all datasets. */
    public static final String ALL = "all datasets";

    @Override
    public Specification specification() {
        return new Specification(
                "descriptive_stats",
                "Descriptive statistics",
                "Counts, missing values, means, standard deviations and quantiles per dataset and"
                        + " over all datasets.",
                VariableSpec.any("Variables", "The variables to describe", 1, 200),
                VariableSpec.any("More variables", "Further variables, optional", 0, 200),
                List.of(),
                "Per dataset: counts, mean, standard deviation, protected quantiles. Over all"
                        + " datasets: masked sums.",
                Specification.Release.POOLED_AND_SITE);
    }

    @Override
    public Collection<String> completeOver(Question question) {
        return List.of();
    }

    @Override
    public Step start(Question question) {
        List<Variable> variables =
                question.variables().stream()
                        .filter(v -> !v.equals(DataModel.DATASET))
                        .map(question::variable)
                        .toList();
        if (variables.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "every description is by dataset already; name another variable than '"
                            + DataModel.DATASET
                            + "'");
        }
        DescriptiveRound round = new DescriptiveRound(question, variables);
        return new Step.Round(
                "summaries",
                round.schema(),
                round::local,
                pooled -> new Step.Done(summary(question, variables, round, pooled)));
    }

    private static Summary summary(
            Question question, List<Variable> variables, DescriptiveRound round, Pooled pooled) {
        List<Row> byVariable = new ArrayList<>();
        List<Row> complete = new ArrayList<>();
        for (String dataset : question.request().datasets()) {
            for (Variable v : variables) {
                byVariable.add(round.row(pooled, "v", dataset, v));
                complete.add(round.row(pooled, "m", dataset, v));
            }
        }
        for (Variable v : variables) {
            byVariable.add(round.pooledRow(pooled, "v", v));
            complete.add(round.pooledRow(pooled, "m", v));
        }
        return new Summary(byVariable, complete, List.of());
    }

    /**
     * Mean and sample standard deviation of values on a grid, from exact sums of their integers.
     *
     * @param sum Σq
     * @param squares Σq²
     */
    static double[] moments(long n, BigInteger sum, BigInteger squares, Grid grid) {
        DoubleDouble spread = DoubleDouble.of(Spread.of(n, sum, sum, squares), 2 * grid.log2Step());
        DoubleDouble mean =
                DoubleDouble.of(sum, grid.log2Step()).dividedBy(DoubleDouble.of((double) n));
        return new double[] {
            n == 0 ? Double.NaN : mean.doubleValue(),
            n < 2 ? Double.NaN : Math.sqrt(spread.doubleValue() / n / (n - 1))
        };
    }

    /**
     * One variable in one dataset, or in all of them; both parts null where no site that takes part
     * holds the dataset. A variable without values has the count 0 and no statistics.
     *
     * @param dataset code, or {@link #ALL}
     */
    public record Row(
            String variable,
            String dataset,
            @Nullable Numeric numeric,
            @Nullable Nominal nominal) {}

    /** Of a numerical variable. */
    public record Numeric(
            Statistic count,
            Statistic missing,
            Statistic total,
            Statistic mean,
            Statistic std,
            Statistic min,
            Statistic q1,
            Statistic median,
            Statistic q3,
            Statistic max) {
        private List<Statistic> cells() {
            return List.of(count, missing, mean, std, min, q1, median, q3, max);
        }
    }

    /** Of a categorical variable; levels that occur nowhere in the rows are left out. */
    public record Nominal(
            Statistic count,
            Statistic missing,
            Statistic total,
            SortedMap<String, Statistic> levels) {
        public Nominal {
            levels = new TreeMap<>(levels);
        }
    }

    /**
     * The description.
     *
     * @param variableBased each variable by itself
     * @param modelBased over the rows that are complete in all variables
     */
    public record Summary(List<Row> variableBased, List<Row> modelBased, List<String> warnings)
            implements Result {
        public Summary {
            variableBased = List.copyOf(variableBased);
            modelBased = List.copyOf(modelBased);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Descriptive statistics; quantiles of type 7";
        }

        @Override
        public Presentation presentation() {
            List<Table> tables = new ArrayList<>();
            addTables(tables, "Each variable by itself", variableBased);
            addTables(tables, "Rows complete in all variables", modelBased);
            List<Plot> plots = new ArrayList<>();
            variableBased.stream().map(Row::variable).distinct().forEach(v -> addBoxes(plots, v));
            return new Presentation(tables, plots);
        }

        private static void addTables(List<Table> tables, String title, List<Row> rows) {
            List<List<Cell>> numbers = new ArrayList<>();
            List<List<Cell>> levels = new ArrayList<>();
            for (Row row : rows) {
                if (row.numeric() != null) {
                    numbers.add(numericCells(row, row.numeric()));
                } else if (row.nominal() != null) {
                    addLevels(levels, row, row.nominal());
                }
            }
            if (!numbers.isEmpty()) {
                tables.add(new Table(title, numericColumns(), numbers, ""));
            }
            if (!levels.isEmpty()) {
                tables.add(new Table(title + ": levels", levelColumns(), levels, ""));
            }
        }

        private static List<Column> numericColumns() {
            List<Column> columns = new ArrayList<>();
            columns.add(new Column("Variable", Format.TEXT));
            columns.add(new Column("Dataset", Format.TEXT));
            columns.add(new Column("n", Format.COUNT));
            columns.add(new Column("Missing", Format.COUNT));
            for (String name : List.of("Mean", "SD", "Min", "Q1", "Median", "Q3", "Max")) {
                columns.add(new Column(name, Format.NUMBER));
            }
            return columns;
        }

        private static List<Cell> numericCells(Row row, Numeric numeric) {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(row.variable()));
            cells.add(Cell.of(row.dataset()));
            numeric.cells().forEach(s -> cells.add(Cell.of(s)));
            return cells;
        }

        private static List<Column> levelColumns() {
            return List.of(
                    new Column("Variable", Format.TEXT),
                    new Column("Dataset", Format.TEXT),
                    new Column("Level", Format.TEXT),
                    new Column("Count", Format.COUNT));
        }

        private static void addLevels(List<List<Cell>> rows, Row row, Nominal nominal) {
            Cell variable = Cell.of(row.variable());
            Cell dataset = Cell.of(row.dataset());
            nominal.levels()
                    .forEach((level, count) ->
                            rows.add(List.of(variable, dataset, Cell.of(level), Cell.of(count))));
            rows.add(List.of(variable, dataset, Cell.of("missing"), Cell.of(nominal.missing())));
        }

        private void addBoxes(List<Plot> plots, String variable) {
            List<Plot.Box> boxes = new ArrayList<>();
            for (Row row : variableBased) {
                Numeric n = row.numeric();
                if (n != null && row.variable().equals(variable) && !row.dataset().equals(ALL)) {
                    boxes.add(
                            new Plot.Box(
                                    row.dataset(), n.min(), n.q1(), n.median(), n.q3(), n.max()));
                }
            }
            if (!boxes.isEmpty()) {
                plots.add(new Plot.Boxes(variable + " by dataset", variable, boxes));
            }
        }
    }

    /** Codes of a variable's levels. */
    static List<String> codes(Variable variable) {
        return variable.levels().stream().map(Level::code).toList();
    }
}
