package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
 * One evaluation of a logistic likelihood: gradient, information and log-likelihood at given
 * coefficients, as exact sums of values that every row rounds by one rule (blueprint D3).
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
    private final VectorSchema schema;

    LogisticRound(Question question, DesignMatrix design, Variable outcome, int positive) {
        this.question = question;
        this.design = design;
        this.outcome = outcome;
        this.positive = positive;
        this.weighted = new WeightedColumns(design);
        this.schema =
                VectorSchema.of(
                        Field.sums("information", ExactGram.size(design.columns()), 0),
                        Field.sums("gradient", design.columns(), 0),
                        Field.sums("likelihood", 1, LIKELIHOOD_STEP),
                        Field.counts("clamped", 1));
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

    @Override
    public Step.Round at(double[] beta, int iteration, Function<Sums, Step> next) {
        return new Step.Round(
                "iteration " + iteration,
                schema,
                data -> local(data, beta),
                pooled -> next.apply(sums(pooled.sums())));
    }

    private LocalAnswer local(LocalData data, double[] beta) {
        Rows rows = data.completeCases(question.variables());
        List<String> columns = new ArrayList<>(design.variables());
        columns.add(outcome.code());
        Sweep sweep = rows.reduce(columns, () -> new Sweep(beta), Sweep::add, Sweep::merge);
        return LocalAnswer.pooled(sweep.vector(), Censuses.of(rows), design.columns());
    }

    private Sums sums(ExactVector pooled) {
        SymmetricMatrix information =
                SymmetricMatrix.ofGram(pooled, "information", weighted.log2Steps());
        int[] steps = design.log2Steps();
        DoubleDouble[] gradient = new DoubleDouble[steps.length];
        for (int j = 0; j < steps.length; j++) {
            gradient[j] = DoubleDouble.of(pooled.integer("gradient", j), steps[j] + RESIDUAL_STEP);
        }
        return new Sums(
                information.factor(),
                gradient,
                pooled.value("likelihood", 0),
                pooled.count("clamped", 0));
    }

    /** One thread's pass over the rows at one point. */
    private final class Sweep {
        private final double[] beta;
        private final double[][] cells = design.scratch();
        private final double[][] roots = design.scratch();
        private final double[][] residuals = new double[1][Block.CAPACITY];
        private final double[] eta = new double[Block.CAPACITY];
        private final double[] y = new double[Block.CAPACITY];
        private final LogisticTerms terms = new LogisticTerms(Block.CAPACITY);
        private final ExactGram information = new ExactGram(design.columns());
        private final ExactCross gradient = new ExactCross(design.columns(), 1);
        private final ExactSum likelihood = new ExactSum(1);
        private long mergedClamped;

        Sweep(double[] beta) {
            this.beta = beta;
        }

        void add(Block block) {
            int n = block.size();
            design.fill(block, cells);
            design.predict(cells, beta, n, eta);
            int[] codes = block.codes(design.variables().size());
            for (int i = 0; i < n; i++) {
                y[i] = codes[i] == positive ? 1 : 0;
            }
            terms.compute(eta, y, n);
            weighted.fill(cells, terms.rootWeight(), n, roots);
            information.add(roots, n);
            round(terms.residual(), RESIDUAL_STEP, n, residuals[0]);
            gradient.add(cells, residuals, n);
            // eta has served; it now takes the rounded terms of the likelihood.
            round(terms.logLikelihood(), LIKELIHOOD_STEP, n, eta);
            likelihood.add(0, eta, n);
        }

        private static void round(double[] values, int log2Step, int n, double[] out) {
            double perUnit = Math.scalb(1.0, -log2Step);
            for (int i = 0; i < n; i++) {
                out[i] = Math.rint(values[i] * perUnit);
            }
        }

        Sweep merge(Sweep other) {
            information.merge(other.information);
            gradient.merge(other.gradient);
            likelihood.merge(other.likelihood);
            mergedClamped += other.clamped();
            return this;
        }

        private long clamped() {
            return terms.clamped() + mergedClamped;
        }

        ExactVector vector() {
            ExactVector.Builder sums = ExactVector.builder(schema);
            information.writeTo(sums, "information");
            gradient.writeTo(sums, "gradient");
            likelihood.writeTo(sums, "likelihood");
            return sums.add("clamped", 0, clamped()).build();
        }
    }
}
