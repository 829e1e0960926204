package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.algorithms.Question.Disclosure;
import koinon.model.result.Statistic;
import koinon.stats.distributions.Normal;
import koinon.stats.elementary.Elementary;

/**
 * A receiver operating characteristic from counts of scores on a public grid, of rows that have a
 * level and of rows that have not.
 *
 * <pre>
 *   AUC = Σ_i Σ_j (1[s_i &gt; s_j] + ½ 1[s_i = s_j]) / (m n)      the Mann–Whitney statistic
 *   var = S10 / m + S01 / n      S10, S01 sample variances of the placements (DeLong)
 * </pre>
 *
 * <p>Scores in one bin of the grid are ties, and bins are joined from the top until each step has
 * enough rows to be shown: area and interval are those of the curve shown. The interval is DeLong's
 * (95 %, normal), cut to 0…1. Source: DeLong, DeLong, Clarke-Pearson, Biometrics 44 (1988) 837–845.
 *
 * @param level that counts as positive
 * @param falsePositive rates at the points of the curve, from 0 to 1
 * @param truePositive rates there
 */
public record Roc(
        String level,
        List<Double> falsePositive,
        List<Double> truePositive,
        Statistic auc,
        Statistic standardError,
        Statistic lower,
        Statistic upper) {
    public Roc {
        falsePositive = List.copyOf(falsePositive);
        truePositive = List.copyOf(truePositive);
    }

    /**
     * The grid of scores: log odds η, finer near 0.
     *
     * <pre>
     *   bin = centre + ⌊perUnit · log(1 + |η|)⌋       for η ≥ 0, hence for a probability ≥ ½
     *         centre − 1 − ⌊perUnit · log(1 + |η|)⌋   for η &lt; 0
     * </pre>
     */
    record Grid(int perUnit) {
        private static final int REACH = 8;

        /** As fine as so many curves allow within a few megabytes. */
        static Grid of(int curves) {
            return new Grid(curves <= 40 ? 128 : 16);
        }

        int centre() {
            return REACH * perUnit;
        }

        int bins() {
            return 2 * centre();
        }

        int bin(double eta) {
            double place = Elementary.log1p(Math.min(Math.abs(eta), 1e6)) * perUnit;
            int distance = Math.min((int) place, centre() - 1);
            return eta >= 0 ? centre() + distance : centre() - 1 - distance;
        }
    }

    /**
     * The curve of counts per bin, lowest scores first.
     *
     * @param positives rows with the level
     * @param negatives rows without it
     */
    static Roc of(String level, long[] positives, long[] negatives, Disclosure disclosure) {
        long m = sum(positives);
        long n = sum(negatives);
        if (m == 0 || n == 0) {
            return none(level, new Statistic.Undefined("the tested rows are of one class"));
        }
        if (disclosure.hides(m) || disclosure.hides(n)) {
            return none(level, new Statistic.Suppressed("fewer than " + disclosure.threshold()));
        }
        return new Sweep(m, n).over(level, positives, negatives, disclosure);
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    static Roc none(String level, Statistic why) {
        return new Roc(level, List.of(), List.of(), why, why, why, why);
    }

    /** Steps of the curve from the highest scores down. */
    private static final class Sweep {
        private final long m;
        private final long n;
        private final List<long[]> steps = new ArrayList<>();

        Sweep(long m, long n) {
            this.m = m;
            this.n = n;
        }

        Roc over(String level, long[] positives, long[] negatives, Disclosure disclosure) {
            join(positives, negatives, disclosure);
            List<Double> falsePositive = new ArrayList<>(List.of(0.0));
            List<Double> truePositive = new ArrayList<>(List.of(0.0));
            long above = 0;
            long aboveNegative = 0;
            double area = 0;
            for (long[] step : steps) {
                area += step[1] * (above + 0.5 * step[0]);
                above += step[0];
                aboveNegative += step[1];
                truePositive.add((double) above / m);
                falsePositive.add((double) aboveNegative / n);
            }
            double auc = area / m / n;
            double se = Math.sqrt(variance(auc));
            double half = Normal.STANDARD.upperQuantile(0.025) * se;
            String few = "needs two rows of each class";
            return new Roc(
                    level,
                    falsePositive,
                    truePositive,
                    Statistic.of(auc),
                    Statistic.of(se, few),
                    Statistic.of(Math.max(0, auc - half), few),
                    Statistic.of(Math.min(1, auc + half), few));
        }

        /** Joins bins until each step may be shown; what is left at the end joins the last step. */
        private void join(long[] positives, long[] negatives, Disclosure disclosure) {
            long[] open = new long[2];
            for (int bin = positives.length - 1; bin >= 0; bin--) {
                open[0] += positives[bin];
                open[1] += negatives[bin];
                long rows = open[0] + open[1];
                if (rows > 0 && !disclosure.hides(rows)) {
                    steps.add(open);
                    open = new long[2];
                }
            }
            long[] last = steps.getLast();
            last[0] += open[0];
            last[1] += open[1];
        }

        private double variance(double auc) {
            double s10 = 0;
            double s01 = 0;
            long above = 0;
            long below = n;
            for (long[] step : steps) {
                below -= step[1];
                double ofPositive = (below + 0.5 * step[1]) / n - auc;
                double ofNegative = (above + 0.5 * step[0]) / m - auc;
                s10 += step[0] * ofPositive * ofPositive;
                s01 += step[1] * ofNegative * ofNegative;
                above += step[0];
            }
            return m < 2 || n < 2 ? Double.NaN : s10 / (m - 1) / m + s01 / (n - 1) / n;
        }
    }
}
