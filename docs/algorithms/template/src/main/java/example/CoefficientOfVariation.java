package example;

import java.util.Arrays;
import java.util.List;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Censuses;
import koinon.algorithms.Pooled;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.NumericalTerm;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.Spread;

/**
 * How large is the spread of a variable beside its mean?
 *
 * <pre>
 *   cv = s / |ȳ|      s² = (n Σy² − (Σy)²) / (n (n − 1))
 * </pre>
 *
 * <p>What leaves a site: n, Σy and Σy², as exact integers on the variable's public grid. Rounds: 1.
 * Guarantee: bit for bit the same for every split of the rows. Units: none. Refused: fewer than two
 * rows. Not checked: that the variable has a natural zero, without which the ratio means nothing.
 */
public final class CoefficientOfVariation implements Algorithm {
    private static final String FIELD = "moments";

    /** Sums of products of the columns 1 and y. */
    private static final VectorSchema SCHEMA =
            VectorSchema.of(Field.sums(FIELD, ExactGram.size(2), 0));

    @Override
    public Specification specification() {
        return new Specification(
                "coefficient_of_variation",
                "Coefficient of variation",
                "How large the standard deviation of a variable is beside its mean.",
                VariableSpec.numerical("Variable", "A variable with a natural zero", 1, 1),
                VariableSpec.none(),
                List.of(),
                "Number of values, their sum and their sum of squares.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        String variable = question.request().y().getFirst();
        Grid grid = question.grid(variable);
        return new Step.Round(
                "moments",
                SCHEMA,
                data -> local(data, variable, grid),
                pooled -> new Step.Done(global(pooled, variable, grid)));
    }

    /** Beside the rows. */
    private static LocalAnswer local(LocalData data, String variable, Grid grid) {
        Rows rows = data.completeCases(List.of(variable));
        Sums sums =
                rows.reduce(List.of(variable), () -> new Sums(grid), Sums::add, Sums::merge);
        ExactVector.Builder answer = ExactVector.builder(SCHEMA);
        sums.gram.writeTo(answer, FIELD);
        return LocalAnswer.pooled(answer.build(), Censuses.of(rows), 2);
    }

    private static final class Sums {
        private final Grid grid;
        private final ExactGram gram = new ExactGram(2);
        private final double[][] columns = new double[2][Block.CAPACITY];

        Sums(Grid grid) {
            this.grid = grid;
            Arrays.fill(columns[0], 1);
        }

        void add(Block block) {
            NumericalTerm.quantise(grid, block.values(0), columns[1], block.size());
            gram.add(columns, block.size());
        }

        Sums merge(Sums other) {
            gram.merge(other.gram);
            return this;
        }
    }

    /** Over the pooled sums, at the master and at every site. */
    private static Variation global(Pooled pooled, String variable, Grid grid) {
        ExactVector sums = pooled.required();
        long n = sums.integer(FIELD, 0).longValueExact();
        if (n < 2) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION, "a standard deviation needs at least 2 rows");
        }
        DoubleDouble rows = DoubleDouble.of((double) n);
        double mean =
                DoubleDouble.of(sums.integer(FIELD, 1), grid.log2Step())
                        .dividedBy(rows)
                        .doubleValue();
        double deviation =
                DoubleDouble.of(Spread.ofGram(sums, FIELD, 1, 1), 2 * grid.log2Step())
                        .dividedBy(rows)
                        .dividedBy(DoubleDouble.of(n - 1.0))
                        .squareRoot()
                        .doubleValue();
        Statistic cv =
                mean == 0
                        ? new Statistic.Undefined("the mean is 0")
                        : Statistic.of(deviation / Math.abs(mean));
        return new Variation(variable, n, mean, deviation, cv);
    }

    /** The result. */
    public record Variation(String variable, long n, double mean, double deviation, Statistic cv)
            implements Result {
        @Override
        public String method() {
            return "coefficient of variation";
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public Presentation presentation() {
            Table table =
                    new Table(
                            "Coefficient of variation",
                            List.of(
                                    new Table.Column("Variable", Table.Format.TEXT),
                                    new Table.Column("n", Table.Format.COUNT),
                                    new Table.Column("Mean", Table.Format.NUMBER),
                                    new Table.Column("SD", Table.Format.NUMBER),
                                    new Table.Column("CV", Table.Format.NUMBER)),
                            List.of(
                                    List.of(
                                            Table.Cell.of(variable),
                                            Table.Cell.of((double) n),
                                            Table.Cell.of(mean),
                                            Table.Cell.of(deviation),
                                            Table.Cell.of(cv))),
                            "");
            return new Presentation(List.of(table), List.of());
        }
    }
}
