package koinon.stats.distributions;

import java.util.function.DoubleUnaryOperator;

/**
 * Fisher's noncentral hypergeometric distribution: the count x of the first cell of a 2×2 table
 * with fixed margins, when the odds ratio is ω.
 *
 * <pre>
 *   P(x) ∝ C(m, x) C(n, k − x) ω^x      max(0, k − n) ≤ x ≤ min(k, m)
 * </pre>
 *
 * <p>m, n: rows' totals, k: the first column's total. Guarantee: tails as sums of their terms, 11
 * digits down to 1e-300 for up to {@link #MOST} terms. Source: Fisher, Journal of the Royal
 * Statistical Society 98 (1935) 39–82.
 */
public final class NoncentralHypergeometric {
    /** Most values of x that are summed. */
    public static final long MOST = 1_000_000;

    private static final int MAX_STEPS = 400;

    /** Room for rounding when probabilities are compared, as in R. */
    private static final double EQUAL = 1e-7;

    private final long low;
    private final double[] logs;

    public NoncentralHypergeometric(long m, long n, long k) {
        low = Math.max(0, k - n);
        long terms = Math.min(k, m) - low + 1;
        if (m < 0 || n < 0 || k < 0 || terms < 1 || terms > MOST) {
            throw new IllegalArgumentException("margins " + m + ", " + n + " and " + k);
        }
        logs = new double[Math.toIntExact(terms)];
        for (int i = 1; i < logs.length; i++) {
            double x = low + i - 1.0;
            double ratio = (m - x) / (x + 1) * ((k - x) / (n - k + x + 1));
            logs[i] = logs[i - 1] + StrictMath.log(ratio);
        }
        centre(logs);
    }

    private static void centre(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] -= most;
        }
    }

    /** Two-sided p of no association: all x that are no more probable than this one. */
    public double twoSided(long x) {
        double limit = logs[index(x)] + StrictMath.log1p(EQUAL);
        double sum = 0;
        double all = 0;
        for (double log : logs) {
            double weight = StrictMath.exp(log);
            all += weight;
            sum += log <= limit ? weight : 0;
        }
        return Math.min(1, sum / all);
    }

    /** P(X ≤ x) when the logarithm of the odds ratio is given. */
    public double cumulative(long x, double logOdds) {
        return share(0, index(x), logOdds);
    }

    /** P(X ≥ x). */
    public double atLeast(long x, double logOdds) {
        return share(index(x), logs.length - 1, logOdds);
    }

    private int index(long x) {
        if (x < low || x - low >= logs.length) {
            throw new IllegalArgumentException("count " + x + " outside the margins");
        }
        return (int) (x - low);
    }

    private double share(int from, int to, double logOdds) {
        double[] probabilities = probabilities(logOdds);
        double part = 0;
        for (int i = from; i <= to; i++) {
            part += probabilities[i];
        }
        return Math.min(1, part);
    }

    private double mean(double logOdds) {
        double[] probabilities = probabilities(logOdds);
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += i * probabilities[i];
        }
        return low + sum;
    }

    private double[] probabilities(double logOdds) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            most = Math.max(most, logs[i] + i * logOdds);
        }
        double[] weights = new double[logs.length];
        double all = 0;
        for (int i = 0; i < logs.length; i++) {
            weights[i] = StrictMath.exp(logs[i] + i * logOdds - most);
            all += weights[i];
        }
        for (int i = 0; i < logs.length; i++) {
            weights[i] /= all;
        }
        return weights;
    }

    /** Conditional maximum likelihood estimate of the odds ratio. */
    public double estimate(long x) {
        int i = index(x);
        if (i == 0 || i == logs.length - 1) {
            return logs.length == 1 ? Double.NaN : i == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return odds(log -> x - mean(log));
    }

    /** Greatest odds ratio under which so few are as probable as that. */
    public double upper(long x, double probability) {
        return index(x) == logs.length - 1
                ? Double.POSITIVE_INFINITY
                : odds(log -> cumulative(x, log) - probability);
    }

    /** Least odds ratio under which so many are as probable as that. */
    public double lower(long x, double probability) {
        return index(x) == 0 ? 0 : odds(log -> probability - atLeast(x, log));
    }

    private static double odds(DoubleUnaryOperator decreasing) {
        double reach = 1;
        while (decreasing.applyAsDouble(-reach) < 0 || decreasing.applyAsDouble(reach) > 0) {
            reach *= 2;
        }
        return StrictMath.exp(Roots.decreasing(decreasing, -reach, reach, MAX_STEPS));
    }
}
