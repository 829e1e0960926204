package koinon.algorithms;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.WideCross;
import koinon.stats.sums.WideGram;

/**
 * One evaluation of a generalised linear model: gradient, information, deviance and Pearson's
 * square at given coefficients, as exact sums of values that every row rounds by one rule
 * (blueprint D3). All span many magnitudes and take two limbs of 44 bits.
 *
 * <pre>
 *   score               on a grid of 2^-42            gradient_j = Σ x_j score
 *   √weight x_j         on bound_j · 2^-64            information = Gram matrix of these
 *   deviance, Pearson   on a grid of 2^-35
 * </pre>
 *
 * <p>Outcomes are taken times 2^log2, so that their mean is near 1 where the family has a unit.
 */
final class GlmRound implements Newton.Likelihood<GlmRound.Sums> {
    private static final int SCORE_STEP = -42;
    private static final int DEVIANCE_STEP = -35;
    private static final int ROOT_BITS = 64;

    /** Of a point where the model does not exist: lower than any other, but finite. */
    private static final double NOWHERE = -1e300;

    private final GlmModel model;
    private final int log2;
    private final int[] rootSteps;
    private final VectorSchema schema;

    GlmRound(GlmModel model, int log2) {
        this.model = model;
        this.log2 = log2;
        int p = model.design().columns();
        this.rootSteps = new int[p];
        Arrays.setAll(rootSteps, j -> model.design().grid(j).log2Bound() - ROOT_BITS);
        this.schema =
                VectorSchema.of(
                        new Field("information", ExactGram.size(p), 0, 4),
                        new Field("gradient", p, 0, 4),
                        new Field("fit", 2, DEVIANCE_STEP, 4),
                        Field.counts("clamped", 1));
    }

    @Override
    public DesignMatrix design() {
        return model.design();
    }

    /** Smaller than usual: Pearson's square, unlike the likelihood, is steep at the optimum. */
    @Override
    public double decrement() {
        return 1e-21;
    }

    @Override
    public double rounding() {
        return Math.scalb(1.0, DEVIANCE_STEP);
    }

    /** Pooled sums at one point. */
    record Sums(
            Factor factor,
            DoubleDouble[] gradient,
            double objective,
            double deviance,
            double pearson,
            long clamped)
            implements Newton.Sums {}

    @Override
    public Step at(double[] beta, int iteration, Function<Sums, Step> next) {
        return new Step.Round(
                "iteration " + iteration,
                schema,
                data -> local(data, beta),
                pooled -> next.apply(sums(pooled.required())));
    }

    /** As under separation: a level without any event, for instance, wants a rate of 0. */
    @Override
    public KoinonException diverges(Sums sums, List<String> growing) {
        return new KoinonException(
                ErrorCode.PRECONDITION,
                "these coefficients grow without end, so that no finite estimate exists (is every"
                        + " outcome 0 where they apply?): "
                        + String.join(", ", growing));
    }

    private LocalAnswer local(LocalData data, double[] beta) {
        Rows rows = data.completeCases(model.asked().variables());
        Sweep sweep = rows.reduce(model.columns(), () -> new Sweep(beta), Sweep::add, Sweep::merge);
        return LocalAnswer.pooled(sweep.vector(), Censuses.of(rows), model.design().columns());
    }

    private Sums sums(ExactVector pooled) {
        SymmetricMatrix information = SymmetricMatrix.ofGram(pooled, "information", rootSteps);
        int[] steps = design().log2Steps();
        DoubleDouble[] gradient = new DoubleDouble[steps.length];
        Arrays.setAll(
                gradient,
                j -> DoubleDouble.of(pooled.integer("gradient", j), steps[j] + SCORE_STEP));
        double deviance = pooled.value("fit", 0);
        long clamped = pooled.count("clamped", 0);
        boolean nowhere = model.family() == GlmFamily.GAMMA_INVERSE && clamped > 0;
        return new Sums(
                information.factor(),
                gradient,
                nowhere ? NOWHERE : -0.5 * deviance,
                deviance,
                pooled.value("fit", 1),
                clamped);
    }

    /** One thread's pass over the rows at one point. */
    private final class Sweep {
        private final double[] beta;
        private final double[][] cells = design().scratch();
        private final double[][] roots = design().scratch();
        private final double[][] ones = new double[1][];
        private final double[] eta = new double[Block.CAPACITY];
        private final double[] y = new double[Block.CAPACITY];
        private final double[] root = new double[Block.CAPACITY];
        private final GlmFamily.Terms terms = model.family().new Terms(Block.CAPACITY);
        private final WideGram information = new WideGram(design().columns(), Block.CAPACITY);
        private final WideCross gradient = new WideCross(design().columns(), 1, Block.CAPACITY);
        private final WideCross fit = new WideCross(1, 2, Block.CAPACITY);
        private long mergedClamped;

        Sweep(double[] beta) {
            this.beta = beta;
        }

        void add(Block block) {
            int n = block.size();
            design().fill(block, cells);
            design().predict(cells, beta, n, eta);
            model.addOffsets(block, y, eta);
            model.outcomes(block, log2, y);
            terms.compute(eta, y, n);
            weigh(n);
            information.add(roots, rootSteps, n);
            gradient.add(cells, new double[][] {terms.score()}, new int[] {SCORE_STEP}, n);
            // The first column is the intercept's.
            ones[0] = cells[0];
            double[][] fits = {terms.deviance(), terms.pearson()};
            fit.add(ones, fits, new int[] {DEVIANCE_STEP, DEVIANCE_STEP}, n);
        }

        private void weigh(int n) {
            int[] steps = design().log2Steps();
            for (int i = 0; i < n; i++) {
                root[i] = Math.sqrt(terms.weight()[i]);
            }
            for (int j = 0; j < cells.length; j++) {
                double step = Math.scalb(1.0, steps[j]);
                for (int i = 0; i < n; i++) {
                    roots[j][i] = cells[j][i] * step * root[i];
                }
            }
        }

        Sweep merge(Sweep other) {
            information.merge(other.information);
            gradient.merge(other.gradient);
            fit.merge(other.fit);
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
            fit.writeTo(sums, "fit");
            return sums.add("clamped", 0, clamped()).build();
        }
    }
}
