package koinon.algorithms;

import java.util.Arrays;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;

/**
 * The profiled (restricted) likelihood of a random-intercept model, a function of the ratio λ = τ²
 * / σ² alone, from moments.
 *
 * <pre>
 *   s_i, t_i, n_i   sums of covariates and outcome over group i, and its rows;  d_i = 1 + n_i λ
 *   A = XᵀX − Σ s_i s_iᵀ / n_i + Σ s_i s_iᵀ / (n_i d_i)         b, c alike with the outcome
 *   β = A⁻¹ b,  rss = c − bᵀβ,  r_i = t_i − s_iᵀβ,  m = n (ML) or n − p (REML),  σ² = rss / m
 *   −2ℓ  = Σ log d_i + m (1 + log(2π σ²)) [+ log |A|]
 *   −2ℓ' = Σ n_i / d_i − Σ r_i² / d_i² / σ² [− Σ s_iᵀ A⁻¹ s_i / d_i²]                [REML]
 * </pre>
 *
 * <p>Guarantee: moments are subtracted in twice the precision of a double; the optimum is where
 * −2ℓ' changes its sign, to the last digits, next to the best of 65 values of λ from 1e-8 to 1e8.
 * Source: Bates, Mächler, Bolker, Walker, Journal of Statistical Software 67 (2015), issue 1. Not
 * checked: a second optimum between two of those values.
 */
final class MixedLikelihood {
    private static final int EDGE = 32;
    private static final int HALVINGS = 100;

    private final List<MixedMoments.Group> groups;
    private final boolean restricted;
    private final int[] kept;
    private final double n;
    private final DoubleDouble[][] within;

    /**
     * @param moments the outcome is the last column
     * @param kept columns of the covariates that earlier ones do not determine
     */
    MixedLikelihood(
            Triangle moments, List<MixedMoments.Group> groups, int[] kept, boolean restricted) {
        this.groups = groups;
        this.restricted = restricted;
        int outcome = moments.columns() - 1;
        this.kept = Arrays.copyOf(kept, kept.length + 1);
        this.kept[kept.length] = outcome;
        this.n = moments.n();
        int size = this.kept.length;
        this.within = new DoubleDouble[size][size];
        for (int j = 0; j < size; j++) {
            for (int k = j; k < size; k++) {
                DoubleDouble sum = moments.sum(this.kept[j], this.kept[k]);
                for (MixedMoments.Group group : groups) {
                    sum = sum.minus(product(group, j, k).dividedBy(group.sums()[0]));
                }
                within[j][k] = sum;
            }
        }
    }

    private DoubleDouble product(MixedMoments.Group group, int j, int k) {
        return group.sums()[kept[j]].times(group.sums()[kept[k]]);
    }

    int parameters() {
        return kept.length - 1;
    }

    double rows() {
        return n;
    }

    double degrees() {
        return restricted ? n - parameters() : n;
    }

    /** The likelihood at one λ. */
    final class Point {
        private final double lambda;
        private final Factor factor;
        private final DoubleDouble[] beta;
        private final DoubleDouble rss;

        Point(double lambda) {
            this.lambda = lambda;
            int p = parameters();
            DoubleDouble[] shares =
                    groups.stream()
                            .map(g -> DoubleDouble.ONE.dividedBy(g.sums()[0].times(divisor(g))))
                            .toArray(DoubleDouble[]::new);
            DoubleDouble[][] all = new DoubleDouble[p + 1][p + 1];
            for (int j = 0; j <= p; j++) {
                for (int k = j; k <= p; k++) {
                    DoubleDouble sum = within[j][k];
                    for (int i = 0; i < shares.length; i++) {
                        sum = sum.plus(product(groups.get(i), j, k).times(shares[i]));
                    }
                    all[j][k] = all[k][j] = sum;
                }
            }
            DoubleDouble[][] covariates = new DoubleDouble[p][];
            Arrays.setAll(covariates, j -> Arrays.copyOf(all[j], p));
            DoubleDouble[] withOutcome = Arrays.copyOf(all[p], p);
            this.factor = SymmetricMatrix.of(covariates).factor(0);
            this.beta = factor.solve(withOutcome);
            this.rss = all[p][p].minus(DoubleDouble.dot(beta, withOutcome));
        }

        /** 1 + n_i λ. */
        private DoubleDouble divisor(MixedMoments.Group group) {
            return DoubleDouble.ONE.plus(group.sums()[0].times(DoubleDouble.of(lambda)));
        }

        double lambda() {
            return lambda;
        }

        DoubleDouble[] beta() {
            return beta;
        }

        double sigmaSquared() {
            return rss.doubleValue() / degrees();
        }

        /** Diagonal of A⁻¹. */
        double[] variances() {
            return Arrays.stream(factor.inverseDiagonal())
                    .mapToDouble(DoubleDouble::doubleValue)
                    .toArray();
        }

        /** −2ℓ; NaN where nothing is left to be explained. */
        double deviance() {
            double sum = degrees() * (1 + Elementary.log(2 * Math.PI * sigmaSquared()));
            for (MixedMoments.Group group : groups) {
                sum += Elementary.log(divisor(group).doubleValue());
            }
            return restricted ? sum + factor.logDeterminant() : sum;
        }

        /** Sum of what a group's rows are above the covariates' share. */
        double residual(MixedMoments.Group group) {
            DoubleDouble sum = group.sums()[kept[parameters()]];
            for (int j = 0; j < beta.length; j++) {
                sum = sum.minus(beta[j].times(group.sums()[kept[j]]));
            }
            return sum.doubleValue();
        }

        /** A⁻¹ s_i. */
        private DoubleDouble[] leverage(MixedMoments.Group group) {
            return factor.solve(covariates(group));
        }

        private DoubleDouble[] covariates(MixedMoments.Group group) {
            DoubleDouble[] sums = new DoubleDouble[parameters()];
            Arrays.setAll(sums, j -> group.sums()[kept[j]]);
            return sums;
        }

        /** Of rss with respect to λ, its sign turned. */
        double fall() {
            double sum = 0;
            for (MixedMoments.Group group : groups) {
                double share = residual(group) / divisor(group).doubleValue();
                sum += share * share;
            }
            return sum;
        }

        /** Derivative of −2ℓ with respect to λ, σ² given. */
        double slope(double sigmaSquared) {
            double sum = -fall() / sigmaSquared;
            for (MixedMoments.Group group : groups) {
                double d = divisor(group).doubleValue();
                sum += group.n() / d;
                if (restricted) {
                    DoubleDouble h = DoubleDouble.dot(leverage(group), covariates(group));
                    sum -= h.doubleValue() / d / d;
                }
            }
            return sum;
        }

        double slope() {
            return slope(sigmaSquared());
        }

        /** Derivative of each diagonal element of A⁻¹ with respect to λ. */
        double[] varianceSlopes() {
            double[] slopes = new double[parameters()];
            for (MixedMoments.Group group : groups) {
                double d = divisor(group).doubleValue();
                DoubleDouble[] leverage = leverage(group);
                for (int j = 0; j < slopes.length; j++) {
                    double share = leverage[j].doubleValue() / d;
                    slopes[j] += share * share;
                }
            }
            return slopes;
        }
    }

    /**
     * The point of the greatest likelihood.
     *
     * @throws KoinonException PRECONDITION when all variation is between groups
     */
    Point optimum() {
        double[] lambdas = new double[2 * EDGE + 2];
        for (int k = -EDGE; k <= EDGE; k++) {
            lambdas[k + EDGE + 1] = Elementary.exp(k * 0.25 * Elementary.log(10));
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < lambdas.length; i++) {
            double deviance = new Point(lambdas[i]).deviance();
            if (deviance < least) {
                least = deviance;
                best = i;
            }
        }
        if (best == lambdas.length - 1) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "nothing varies within the groups: all is between them");
        }
        Point at = new Point(lambdas[best]);
        if (best == 0 && at.slope() >= 0) {
            return at;
        }
        // The slope is negative before the optimum and positive after it.
        boolean before = at.slope() < 0;
        return bisected(lambdas[before ? best : best - 1], lambdas[before ? best + 1 : best]);
    }

    private Point bisected(double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low + 0.5 * (high - low);
            if (middle <= low || middle >= high) {
                break;
            }
            if (new Point(middle).slope() < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Point(high);
    }
}
