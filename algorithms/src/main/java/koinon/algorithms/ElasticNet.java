package koinon.algorithms;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The elastic net of standardised columns and outcome, from their correlations alone, for one λ
 * after the other.
 *
 * <pre>
 *   minimum of  ½ bᵀRb − rᵀb + λ (α Σ|b_j| + ½ (1 − α) Σ b_j²)
 *   g = r − R b           b_j ← S(g_j + b_j, λα) / (1 + λ (1 − α)),  S(z, t) = sign z (|z| − t)₊
 *   optimal when          g_j − λ (1 − α) b_j = λα sign b_j where b_j ≠ 0,  |g_j| ≤ λα elsewhere
 * </pre>
 *
 * <p>Coordinate descent with covariance updates finds which b_j are not 0; their linear system is
 * then solved directly, and the descent goes on until all conditions hold. Guarantee: they hold to
 * 1e-13, also where columns determine each other and the solution is not unique; {@link #converged}
 * says otherwise. A column that is constant (R_jj = 0) stays at 0. Source: Friedman, Hastie,
 * Tibshirani, Journal of Statistical Software 33 (2010), issue 1. One owner.
 */
final class ElasticNet {
    /** Greatest change of a sweep after which the active coordinates are solved for. */
    private static final double TOLERANCE = 1e-5;

    private static final int MAX_SWEEPS = 10_000;
    private static final int MAX_STEPS = 10;

    /** What rounding may leave of a condition. */
    private static final double EXACT = 1e-13;

    /** On the diagonal of a system that may be singular; steps are repeated until exact. */
    private static final double RIDGE = 1e-9;

    private final double[][] correlations;
    private final double[] withOutcome;
    private final double alpha;
    private final double[] b;
    private final double[] gradient;
    private boolean converged = true;

    /**
     * @param correlations R, symmetric, its diagonal 1, or 0 for a constant column
     * @param withOutcome r
     * @param alpha share of the lasso, from 0 (ridge) to 1
     */
    ElasticNet(double[][] correlations, double[] withOutcome, double alpha) {
        this.correlations = correlations;
        this.withOutcome = withOutcome;
        this.alpha = alpha;
        this.b = new double[withOutcome.length];
        this.gradient = withOutcome.clone();
    }

    /** The least λ at which all b_j are 0; for ridge that of α = 0.001, as in glmnet. */
    double greatestLambda() {
        double most = Arrays.stream(withOutcome).map(Math::abs).max().orElse(0);
        return most / Math.max(alpha, 1e-3);
    }

    /** The solution at λ, starting from the one before. A copy. */
    double[] at(double lambda) {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            double change = sweep(lambda, false);
            for (int i = 0; change > TOLERANCE && i < MAX_STEPS; i++) {
                change = sweep(lambda, true);
            }
            if (solved(lambda)) {
                return b.clone();
            }
        }
        converged = false;
        return b.clone();
    }

    /** Whether every λ so far has converged. */
    boolean converged() {
        return converged;
    }

    /** Share of the outcome's variance that the present b explains: 1 − RSS / TSS. */
    double explained() {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
            sum += b[j] * (withOutcome[j] + gradient[j]);
        }
        return sum;
    }

    /** One round over the coordinates; returns the greatest change. */
    private double sweep(double lambda, boolean activeOnly) {
        double most = 0;
        for (int j = 0; j < b.length; j++) {
            if (correlations[j][j] == 0 || (activeOnly && b[j] == 0)) {
                continue;
            }
            double next = shrunk(gradient[j] + b[j], lambda * alpha) / (1 + lambda * (1 - alpha));
            double change = next - b[j];
            if (change != 0) {
                b[j] = next;
                subtract(gradient, change, correlations[j]);
                most = Math.max(most, Math.abs(change));
            }
        }
        return most;
    }

    private static double shrunk(double z, double threshold) {
        double size = Math.abs(z);
        // A coordinate that is 0 on paper must not be 1e-17: the first λ leaves none.
        return size <= threshold * (1 + 1e-14) ? 0 : Math.copySign(size - threshold, z);
    }

    private static void subtract(double[] from, double factor, double[] column) {
        for (int k = 0; k < from.length; k++) {
            from[k] -= factor * column[k];
        }
    }

    /**
     * Goes to the minimum over the coordinates that are not 0, with their signs; one that would
     * change its sign on the way stops at 0 and is left out. Every step lowers the objective.
     * Returns whether the others may stay 0, too.
     */
    private boolean solved(double lambda) {
        int[] active = active();
        double[][] factor = factor(lambda, active);
        for (int step = 0; step < MAX_STEPS * (b.length + 1); step++) {
            double[] slope = slopes(lambda, active);
            if (Arrays.stream(slope).allMatch(v -> Math.abs(v) <= EXACT)) {
                return othersMayStay(lambda);
            }
            solve(factor, slope);
            if (!go(active, slope)) {
                active = active();
                factor = factor(lambda, active);
            }
        }
        return false;
    }

    private int[] active() {
        return IntStream.range(0, b.length).filter(j -> b[j] != 0).toArray();
    }

    /** What the objective falls by per unit of each active coordinate. */
    private double[] slopes(double lambda, int[] active) {
        return Arrays.stream(active)
                .mapToDouble(j ->
                        gradient[j] - lambda * (alpha * Math.signum(b[j]) + (1 - alpha) * b[j]))
                .toArray();
    }

    /** One step, or the part of it up to the first 0; returns whether it was the whole. */
    private boolean go(int[] active, double[] step) {
        int stop = -1;
        double share = 1;
        for (int i = 0; alpha > 0 && i < active.length; i++) {
            double to = -b[active[i]] / step[i];
            if (to > 0 && to < share) {
                share = to;
                stop = active[i];
            }
        }
        for (int i = 0; i < active.length; i++) {
            b[active[i]] += share * step[i];
        }
        if (stop >= 0) {
            b[stop] = 0;
        }
        System.arraycopy(withOutcome, 0, gradient, 0, b.length);
        for (int j : active) {
            subtract(gradient, b[j], correlations[j]);
        }
        return stop < 0;
    }

    private boolean othersMayStay(double lambda) {
        for (int j = 0; j < b.length; j++) {
            boolean zero = b[j] == 0 && correlations[j][j] != 0;
            if (zero && Math.abs(gradient[j]) > lambda * alpha * (1 + EXACT) + EXACT) {
                return false;
            }
        }
        return true;
    }

    /** Cholesky's factor of the active part, with a little on the diagonal: never singular. */
    private double[][] factor(double lambda, int[] active) {
        double[][] matrix = new double[active.length][active.length];
        for (int i = 0; i < active.length; i++) {
            double[] row = matrix[i];
            for (int k = 0; k < i; k++) {
                double rest = correlations[active[i]][active[k]] - dot(row, matrix[k], k);
                row[k] = rest / matrix[k][k];
            }
            row[i] =
                    Math.sqrt(Math.max(RIDGE, 1 + RIDGE + lambda * (1 - alpha) - dot(row, row, i)));
        }
        return matrix;
    }

    /** Solves the factored system in place. */
    private static void solve(double[][] factor, double[] right) {
        int n = right.length;
        for (int i = 0; i < n; i++) {
            right[i] = (right[i] - dot(factor[i], right, i)) / factor[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            right[i] /= factor[i][i];
            for (int k = 0; k < i; k++) {
                right[k] -= factor[i][k] * right[i];
            }
        }
    }

    private static double dot(double[] a, double[] c, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i] * c[i];
        }
        return sum;
    }
}
