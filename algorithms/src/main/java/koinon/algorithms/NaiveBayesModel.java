package koinon.algorithms;

import java.math.BigInteger;
import java.util.Arrays;
import koinon.model.exact.Grid;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.sums.Spread;

/**
 * Naive Bayes with Gaussian and categorical predictors, from exact sums of the rows that train.
 *
 * <pre>
 *   score_c = log(n_c / n) − ½ Σ_j (log 2πσ²_cj + (x_j − μ_cj)² / σ²_cj)
 *             + Σ_j log((n_cj(level) + α) / (n_c + α · levels of j))
 *   μ_cj = Σx / n_c     σ²_cj = Σ(x − μ_cj)² / n_c + 1e-9 · max_j Var x_j
 * </pre>
 *
 * <p>The addition to the variances, which keeps those of constant predictors from 0, is
 * scikit-learn's. A class without rows is never predicted. Ties go to the first class.
 *
 * @param rows that train, per class
 * @param means by class, then predictor
 * @param variances by class, then predictor, with the addition
 * @param counts by predictor, class and level
 */
record NaiveBayesModel(
        long[] rows,
        double[][] means,
        double[][] variances,
        long[][][] counts,
        double[] constants,
        double[][][] logs) {
    private static final double SMOOTHING = 1e-9;
    private static final double LOG_TWO_PI = 1.8378770664093453;

    /**
     * Sums of some rows.
     *
     * @param rows by class
     * @param sums by class, then predictor, in steps of its grid
     * @param squares by class, then predictor
     * @param counts by predictor, class and level
     */
    record Sums(long[] rows, BigInteger[][] sums, BigInteger[][] squares, long[][][] counts) {
        long total() {
            return Arrays.stream(rows).sum();
        }
    }

    static NaiveBayesModel of(Sums sums, Grid[] grids, double alpha) {
        int classes = sums.rows.length;
        double[][] means = new double[classes][grids.length];
        double[][] variances = new double[classes][grids.length];
        double addition = SMOOTHING * largest(sums, grids);
        for (int c = 0; c < classes; c++) {
            for (int j = 0; j < grids.length; j++) {
                long n = sums.rows[c];
                BigInteger sum = sums.sums[c][j];
                means[c][j] = mean(n, sum, grids[j]);
                variances[c][j] = variance(n, sum, sums.squares[c][j], grids[j]) + addition;
            }
        }
        double[] constants = new double[classes];
        for (int c = 0; c < classes; c++) {
            constants[c] = Elementary.log((double) sums.rows[c] / sums.total());
            for (int j = 0; j < grids.length && sums.rows[c] > 0; j++) {
                constants[c] -= 0.5 * (LOG_TWO_PI + Elementary.log(variances[c][j]));
            }
        }
        return new NaiveBayesModel(
                sums.rows, means, variances, sums.counts, constants, logs(sums, alpha));
    }

    private static double[][][] logs(Sums sums, double alpha) {
        double[][][] logs = new double[sums.counts.length][sums.rows.length][];
        for (int j = 0; j < logs.length; j++) {
            for (int c = 0; c < sums.rows.length; c++) {
                long[] counts = sums.counts[j][c];
                double all = sums.rows[c] + alpha * counts.length;
                logs[j][c] = new double[counts.length];
                Arrays.setAll(logs[j][c], l -> Elementary.log((counts[l] + alpha) / all));
            }
        }
        return logs;
    }

    private static double mean(long n, BigInteger sum, Grid grid) {
        return DoubleDouble.of(sum, grid.log2Step())
                .dividedBy(DoubleDouble.of((double) n))
                .doubleValue();
    }

    private static double variance(long n, BigInteger sum, BigInteger squares, Grid grid) {
        BigInteger spread = Spread.of(n, sum, sum, squares);
        return DoubleDouble.of(spread, 2 * grid.log2Step()).doubleValue() / n / n;
    }

    /** The largest variance of a predictor over all classes. */
    private static double largest(Sums sums, Grid[] grids) {
        double largest = 0;
        for (int j = 0; j < grids.length; j++) {
            BigInteger sum = BigInteger.ZERO;
            BigInteger squares = BigInteger.ZERO;
            for (int c = 0; c < sums.rows.length; c++) {
                sum = sum.add(sums.sums[c][j]);
                squares = squares.add(sums.squares[c][j]);
            }
            largest = Math.max(largest, variance(sums.total(), sum, squares, grids[j]));
        }
        return largest;
    }

    /** Whether a predictor is so constant that its density is not defined. */
    boolean degenerate() {
        return Arrays.stream(variances).flatMapToDouble(Arrays::stream).anyMatch(v -> v == 0);
    }

    /** The logarithm of prior times likelihood of each class; -∞ for one without rows. */
    void scores(double[] values, int[] codes, double[] out) {
        for (int c = 0; c < out.length; c++) {
            double score = constants[c];
            for (int j = 0; j < values.length && rows[c] > 0; j++) {
                double distance = values[j] - means[c][j];
                score -= 0.5 * (distance * distance / variances[c][j]);
            }
            for (int j = 0; j < codes.length && rows[c] > 0; j++) {
                score += logs[j][c][codes[j]];
            }
            out[c] = score;
        }
    }

    /** Position of the highest score; the first of equals. */
    static int best(double[] scores) {
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            if (scores[c] > scores[best]) {
                best = c;
            }
        }
        return best;
    }

    /** Log odds of a class against all others together. */
    static double logOdds(double[] scores, int c) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < scores.length; k++) {
            most = k == c ? most : Math.max(most, scores[k]);
        }
        if (Double.isInfinite(most) || Double.isInfinite(scores[c])) {
            return Double.isInfinite(scores[c]) ? -1e6 : 1e6;
        }
        double others = 0;
        for (int k = 0; k < scores.length; k++) {
            others += k == c ? 0 : Elementary.exp(scores[k] - most);
        }
        return scores[c] - most - Elementary.log(others);
    }
}
