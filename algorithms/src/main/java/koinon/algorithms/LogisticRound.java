package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.WeightedColumns;
import koinon.stats.elementary.LogisticTerms;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactCross;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.ExactSum;

/**
 * One evaluation of logistic likelihoods: gradient, information and log-likelihood at given points,
 * each over the rows outside one part of a split, as exact sums of values that every row rounds by
 * one rule (blueprint D3).
 *
 * <pre>
 *   residual y − p          on a grid of 2^-43       gradient_j = Σ x_j (y − p)
 *   √(p(1−p)) x_j           on bound_j · 2^-43       information = Gram matrix of these
 *   log-likelihood          on a grid of 2^-45
 * </pre>
 */
final class LogisticRound implements Newton.Likelihood<LogisticRound.Sums> {
    private static final int RESIDUAL_STEP = -43;
    private static final int LIKELIHOOD_STEP = -45;

    private final Question question;
    private final DesignMatrix design;
    private final Variable outcome;
    private final int positive;
    private final WeightedColumns weighted;
    private final Split split;

    LogisticRound(
            Question question, DesignMatrix design, Variable outcome, int positive, Split split) {
        this.question = question;
        this.design = design;
        this.outcome = outcome;
        this.positive = positive;
        this.weighted = new WeightedColumns(design);
        this.split = split;
    }

    @Override
    public DesignMatrix design() {
        return design;
    }

    Variable outcome() {
        return outcome;
    }

    String positiveLevel() {
        return outcome.levels().get(positive).code();
    }

    /**
     * Where to evaluate a likelihood.
     *
     * @param without the part whose rows are left out; -1 for none
     */
    record Point(int without, double[] beta) {}

    /** Pooled sums at one point. */
    record Sums(Factor factor, DoubleDouble[] gradient, double logLikelihood, long clamped)
            implements Newton.Sums {
        @Override
        public double objective() {
            return logLikelihood;
        }
    }

    /**
     * Under separation the coefficients of the separating terms grow for ever, by about one unit of
     * the linear predictor per iteration, while everything else has converged.
     */
    @Override
    public KoinonException diverges(Sums sums, List<String> growing) {
        return new KoinonException(
                ErrorCode.PRECONDITION,
                (sums.logLikelihood() > -1e-3 ? "complete" : "quasi-complete")
                        + " separation: these terms predict the outcome perfectly in some rows, so"
                        + " that no finite estimate exists: "
                        + String.join(", ", growing));
    }

    /** Evaluates one point over all rows. */
    @Override
    public Step at(double[] beta, int iteration, Function<Sums, Step> next) {
        return at(List.of(new Point(-1, beta)), iteration, sums -> next.apply(sums.getFirst()));
    }

    private VectorSchema schema(int points) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            fields.add(Field.sums("information/" + i, ExactGram.size(design.columns()), 0));
            fields.add(Field.sums("gradient/" + i, design.columns(), 0));
            fields.add(Field.sums("likelihood/" + i, 1, LIKELIHOOD_STEP));
            fields.add(Field.counts("clamped/" + i, 1));
        }
        return new VectorSchema(fields);
    }

    /** Evaluates all points in one round. */
    Step.Round at(List<Point> points, int iteration, Function<List<Sums>, Step> next) {
        VectorSchema schema = schema(points.size());
        return new Step.Round(
                "iteration " + iteration,
                schema,
                data -> local(data, points, schema),
                pooled -> {
                    ExactVector all = pooled.required();
                    return next.apply(
                            IntStream.range(0, points.size()).mapToObj(i -> sums(all, i)).toList());
                });
    }

    /** Variables of the design, the outcome, and those of the split. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(design.variables());
        columns.add(outcome.code());
        columns.addAll(split.variables());
        return columns;
    }

    private LocalAnswer local(LocalData data, List<Point> points, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        Sweep sweep = rows.reduce(columns(), () -> new Sweep(points), Sweep::add, Sweep::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        for (int i = 0; i < points.size(); i++) {
            sweep.likelihoods[i].writeTo(sums, i);
        }
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), design.columns());
    }

    private Sums sums(ExactVector pooled, int point) {
        SymmetricMatrix information =
                SymmetricMatrix.ofGram(pooled, "information/" + point, weighted.log2Steps());
        int[] steps = design.log2Steps();
        DoubleDouble[] gradient = new DoubleDouble[steps.length];
        for (int j = 0; j < steps.length; j++) {
            gradient[j] =
                    DoubleDouble.of(
                            pooled.integer("gradient/" + point, j), steps[j] + RESIDUAL_STEP);
        }
        return new Sums(
                information.factor(),
                gradient,
                pooled.value("likelihood/" + point, 0),
                pooled.count("clamped/" + point, 0));
    }

    /** One thread's pass over the rows, at all points. */
    private final class Sweep {
        private final double[][] cells = design.scratch();
        private final Likelihood[] likelihoods;
        private final double[] y = new double[Block.CAPACITY];
        private final Scratch scratch = new Scratch(design);

        Sweep(List<Point> points) {
            likelihoods = points.stream().map(Likelihood::new).toArray(Likelihood[]::new);
        }

        void add(Block block) {
            int n = block.size();
            design.fill(block, cells);
            int position = design.variables().size();
            int[] codes = block.codes(position);
            for (int i = 0; i < n; i++) {
                y[i] = codes[i] == positive ? 1 : 0;
            }
            int[] parts = split.parts(block, position + 1);
            for (Likelihood likelihood : likelihoods) {
                likelihood.add(this, n, parts);
            }
        }

        Sweep merge(Sweep other) {
            for (int i = 0; i < likelihoods.length; i++) {
                likelihoods[i].merge(other.likelihoods[i]);
            }
            return this;
        }
    }

    /** What one block needs, reused by all points. */
    private static final class Scratch {
        private final double[][] roots;
        private final double[][] residuals = new double[1][Block.CAPACITY];
        private final double[] eta = new double[Block.CAPACITY];

        Scratch(DesignMatrix design) {
            roots = design.scratch();
        }
    }

    /** The sums at one point. */
    private final class Likelihood {
        private final Point point;
        private final LogisticTerms terms = new LogisticTerms(Block.CAPACITY);
        private final ExactGram information = new ExactGram(design.columns());
        private final ExactCross gradient = new ExactCross(design.columns(), 1);
        private final ExactSum likelihood = new ExactSum(1);
        private long mergedClamped;

        Likelihood(Point point) {
            this.point = point;
        }

        void add(Sweep sweep, int n, int[] parts) {
            Scratch scratch = sweep.scratch;
            double[] eta = scratch.eta;
            design.predict(sweep.cells, point.beta(), n, eta);
            leaveOut(eta, parts, n);
            terms.compute(eta, sweep.y, n);
            leaveOut(terms.rootWeight(), parts, n);
            leaveOut(terms.residual(), parts, n);
            leaveOut(terms.logLikelihood(), parts, n);
            weighted.fill(sweep.cells, terms.rootWeight(), n, scratch.roots);
            information.add(scratch.roots, n);
            round(terms.residual(), RESIDUAL_STEP, n, scratch.residuals[0]);
            gradient.add(sweep.cells, scratch.residuals, n);
            // eta has served; it now takes the rounded terms of the likelihood.
            round(terms.logLikelihood(), LIKELIHOOD_STEP, n, eta);
            likelihood.add(0, eta, n);
        }

        /** Sets the values of the rows that do not count to 0. */
        private void leaveOut(double[] values, int[] parts, int n) {
            if (point.without() >= 0) {
                for (int i = 0; i < n; i++) {
                    values[i] = parts[i] == point.without() ? 0 : values[i];
                }
            }
        }

        private static void round(double[] values, int log2Step, int n, double[] out) {
            double perUnit = Math.scalb(1.0, -log2Step);
            for (int i = 0; i < n; i++) {
                out[i] = Math.rint(values[i] * perUnit);
            }
        }

        void merge(Likelihood other) {
            information.merge(other.information);
            gradient.merge(other.gradient);
            likelihood.merge(other.likelihood);
            mergedClamped += other.clamped();
        }

        private long clamped() {
            return terms.clamped() + mergedClamped;
        }

        void writeTo(ExactVector.Builder sums, int i) {
            information.writeTo(sums, "information/" + i);
            gradient.writeTo(sums, "gradient/" + i);
            likelihood.writeTo(sums, "likelihood/" + i);
            sums.add("clamped/" + i, 0, clamped());
        }
    }
}
