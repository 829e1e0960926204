package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;

/**
 * A path of elastic nets for one outcome, the last column of some moments, whose first column is
 * ones.
 *
 * <pre>
 *   x̃ = (x − x̄) / s_x,  ỹ = (y − ȳ) / s_y,  s² = Σ (x − x̄)² / n
 *   λ̃ = λ / s_y          β_j = b_j s_y / s_j          intercept = ȳ − Σ β_j x̄_j
 * </pre>
 *
 * <p>As {@code glmnet}: λ is in units of y, and the outcome is standardised too, so that the ridge
 * part of the penalty is relative to its spread. Shapes: p covariates in p + 2 columns.
 */
final class PenalisedPath {
    private final Triangle moments;
    private final int p;
    private final DoubleDouble[] means;
    private final DoubleDouble[] scales;
    private final ElasticNet net;

    PenalisedPath(Triangle moments, double alpha) {
        this.moments = moments;
        this.p = moments.columns() - 2;
        DoubleDouble n = DoubleDouble.of((double) moments.n());
        this.means = new DoubleDouble[p + 1];
        Arrays.setAll(means, j -> moments.mean(j + 1));
        this.scales = new DoubleDouble[p + 1];
        Arrays.setAll(scales, j -> moments.spread(j + 1, j + 1).squareRoot().dividedBy(n));
        double[][] correlations = new double[p][p];
        double[] withOutcome = new double[p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                correlations[j][k] = correlations[k][j] = correlation(j, k);
            }
            correlations[j][j] = scales[j].high() > 0 ? 1 : 0;
            withOutcome[j] = correlation(j, p);
        }
        this.net = new ElasticNet(correlations, withOutcome, alpha);
    }

    private double correlation(int j, int k) {
        DoubleDouble product = scales[j].times(scales[k]);
        if (!(product.high() > 0)) {
            return 0;
        }
        double n = moments.n();
        DoubleDouble squares = DoubleDouble.product(n, n);
        return moments.spread(j + 1, k + 1).dividedBy(squares).dividedBy(product).doubleValue();
    }

    /**
     * One point of the path.
     *
     * @param coefficients intercept first, in real units
     * @param explained 1 − RSS / TSS
     */
    record Point(double lambda, DoubleDouble[] coefficients, double explained) {
        int nonZero() {
            return (int) Arrays.stream(coefficients).skip(1).filter(c -> c.high() != 0).count();
        }
    }

    /** Standard deviation of the outcome, with divisor n. */
    double outcomeScale() {
        return scales[p].doubleValue();
    }

    /** λ from the least that leaves no covariate down to a share of it, in equal ratios. */
    double[] lambdas(int count) {
        double greatest = net.greatestLambda() * outcomeScale();
        double ratio = moments.n() < p ? 0.01 : 1e-4;
        double step = Elementary.log(ratio) / (count - 1);
        double[] lambdas = new double[count];
        Arrays.setAll(lambdas, i -> greatest * Elementary.exp(i * step));
        return lambdas;
    }

    /** The points at falling λ. */
    List<Point> at(double[] lambdas) {
        List<Point> points = new ArrayList<>();
        for (double lambda : lambdas) {
            // A constant outcome: nothing to explain, whatever λ is.
            double[] b = outcomeScale() > 0 ? net.at(lambda / outcomeScale()) : new double[p];
            points.add(new Point(lambda, coefficients(b), net.explained()));
        }
        return points;
    }

    boolean converged() {
        return net.converged();
    }

    private DoubleDouble[] coefficients(double[] b) {
        DoubleDouble[] beta = new DoubleDouble[p + 1];
        beta[0] = means[p];
        for (int j = 0; j < p; j++) {
            beta[j + 1] =
                    b[j] == 0
                            ? DoubleDouble.ZERO
                            : DoubleDouble.of(b[j]).times(scales[p]).dividedBy(scales[j]);
            beta[0] = beta[0].minus(beta[j + 1].times(means[j]));
        }
        return beta;
    }

    /**
     * Σ (y − a − xβ)² at each point over other rows.
     *
     * @param moments of those rows
     */
    static double[] squaredErrors(Triangle moments, List<Point> points) {
        int outcome = moments.columns() - 1;
        DoubleDouble[][] sums = new DoubleDouble[outcome + 1][outcome + 1];
        for (int j = 0; j <= outcome; j++) {
            for (int k = j; k <= outcome; k++) {
                sums[j][k] = moments.sum(j, k).scaled(j == k ? 0 : 1);
            }
        }
        return points.stream().mapToDouble(point -> squaredError(sums, point)).toArray();
    }

    /**
     * At one point.
     *
     * @param sums of products in the upper triangle, those off the diagonal twice
     */
    private static double squaredError(DoubleDouble[][] sums, Point point) {
        int outcome = sums.length - 1;
        DoubleDouble[] c = Arrays.copyOf(point.coefficients(), outcome + 1);
        c[outcome] = DoubleDouble.of(-1.0);
        int[] used = IntStream.rangeClosed(0, outcome).filter(j -> c[j].high() != 0).toArray();
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int i = 0; i < used.length; i++) {
            DoubleDouble row = DoubleDouble.ZERO;
            for (int k = i; k < used.length; k++) {
                row = row.plus(c[used[k]].times(sums[used[i]][used[k]]));
            }
            sum = sum.plus(c[used[i]].times(row));
        }
        return Math.max(0, sum.doubleValue());
    }
}
