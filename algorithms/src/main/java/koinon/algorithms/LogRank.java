package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.model.result.Statistic;
import koinon.stats.distributions.ChiSquared;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;

/**
 * Whether groups have the same survival: the G-rho family of Fleming and Harrington.
 *
 * <pre>
 *   w(t) = S(t−)^ρ of all groups together;   O_g = Σ w d_g,   E_g = Σ w d n_g / n
 *   V_gh = Σ w² d (n − d) / (n − 1) · (n_g / n) (δ_gh − n_h / n)
 *   χ² = (O − E)ᵀ V⁻ (O − E) with groups − 1 degrees of freedom
 * </pre>
 *
 * <p>ρ = 0 is the log-rank test, ρ = 1 Peto and Peto's. As R's {@code survdiff}. Source: Harrington
 * and Fleming, Biometrika 69 (1982) 553–566.
 */
final class LogRank {
    private final long[][] events;
    private final long[][] atRisk;
    private final int groups;

    /** Shapes: counts per group and grid time; rows at risk just before the time. */
    LogRank(long[][] events, long[][] censored) {
        this.events = events;
        this.groups = events.length;
        this.atRisk = new long[groups][];
        for (int g = 0; g < groups; g++) {
            atRisk[g] = atRisk(events[g], censored[g]);
        }
    }

    private static long[] atRisk(long[] events, long[] censored) {
        long[] atRisk = new long[events.length];
        long n = 0;
        for (int t = atRisk.length - 1; t >= 0; t--) {
            n += events[t] + censored[t];
            atRisk[t] = n;
        }
        return atRisk;
    }

    KaplanMeier.Test test(String name, double rho) {
        double[] observed = new double[groups];
        double[] expected = new double[groups];
        double[][] variance = new double[groups][groups];
        double survival = 1;
        for (int t = 0; t < events[0].length; t++) {
            double n = 0;
            double d = 0;
            for (int g = 0; g < groups; g++) {
                n += atRisk[g][t];
                d += events[g][t];
            }
            if (d == 0) {
                continue;
            }
            double weight = Elementary.exp(rho * Elementary.log(survival));
            double spread = n > 1 ? weight * weight * d * (n - d) / (n - 1) : 0;
            for (int g = 0; g < groups; g++) {
                double share = atRisk[g][t] / n;
                observed[g] += weight * events[g][t];
                expected[g] += weight * d * share;
                for (int h = 0; h < groups; h++) {
                    variance[g][h] += spread * share * ((g == h ? 1 : 0) - atRisk[h][t] / n);
                }
            }
            survival *= (n - d) / n;
        }
        return tested(name, rho, new Moments(observed, expected, variance));
    }

    private record Moments(double[] observed, double[] expected, double[][] variance) {}

    private KaplanMeier.Test tested(String name, double rho, Moments m) {
        List<Integer> used = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            if (m.expected[g] > 0) {
                used.add(g);
            }
        }
        int df = used.size() - 1;
        double chiSquared = df < 1 ? Double.NaN : chiSquared(m, used.subList(1, df + 1));
        return new KaplanMeier.Test(
                name,
                rho,
                boxed(m.observed),
                boxed(m.expected),
                Statistic.of(chiSquared, "no events to compare"),
                Math.max(0, df),
                Double.isNaN(chiSquared)
                        ? new Statistic.Undefined("no events to compare")
                        : Statistic.of(new ChiSquared(df).survival(chiSquared)));
    }

    private static double chiSquared(Moments m, List<Integer> used) {
        int size = used.size();
        DoubleDouble[][] variance = new DoubleDouble[size][size];
        DoubleDouble[] excess = new DoubleDouble[size];
        for (int i = 0; i < size; i++) {
            int g = used.get(i);
            excess[i] = DoubleDouble.of(m.observed[g] - m.expected[g]);
            for (int j = 0; j < size; j++) {
                variance[i][j] = DoubleDouble.of(m.variance[g][used.get(j)]);
            }
        }
        var factor = SymmetricMatrix.of(variance).factor();
        return factor.rank() < size
                ? Double.NaN
                : DoubleDouble.dot(excess, factor.solve(excess)).doubleValue();
    }

    private static List<Statistic> boxed(double[] values) {
        List<Statistic> list = new ArrayList<>();
        for (double value : values) {
            list.add(Statistic.of(value));
        }
        return list;
    }
}
