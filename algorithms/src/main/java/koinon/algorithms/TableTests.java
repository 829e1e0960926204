package koinon.algorithms;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import koinon.model.result.Statistic;
import koinon.stats.distributions.ChiSquared;
import koinon.stats.distributions.NoncentralHypergeometric;
import koinon.stats.distributions.Normal;

/**
 * Tests of a table of counts; every row and column has some.
 *
 * <pre>
 *   X² = Σ (O − E)² / E, E = row total · column total / n, chi-squared with (r − 1)(c − 1) df
 *   Yates (2×2): |O − E| less min(½, |O − E|)           V = √(X² / (n min(r − 1, c − 1)))
 *   odds ratio = a d / (b c), log ± z √(1/a + 1/b + 1/c + 1/d)
 *   relative risk = a / (a + b) / (c / (c + d)), log ± z √(1/a − 1/(a + b) + 1/c − 1/(c + d))
 *   Fisher: the tables with these margins that are no more probable
 * </pre>
 *
 * <p>Source: Agresti, Categorical Data Analysis, 3rd edition (2013), chapters 2 and 3.
 */
final class TableTests {
    private static final double FEW_EXPECTED = 5;

    private final long[][] counts;
    private final long[] rows;
    private final long[] columns;
    private final long n;

    private TableTests(long[][] counts) {
        this.counts = counts;
        this.rows = Arrays.stream(counts).mapToLong(r -> Arrays.stream(r).sum()).toArray();
        this.columns = new long[counts[0].length];
        Arrays.setAll(columns, j -> Arrays.stream(counts).mapToLong(r -> r[j]).sum());
        this.n = Arrays.stream(rows).sum();
    }

    static CrossTable.Tests of(long[][] counts, double alpha) {
        return new TableTests(counts).tests(alpha);
    }

    /** No tests, because they would tell what is hidden. */
    static CrossTable.Tests hidden(String reason) {
        Statistic s = new Statistic.Suppressed("it would tell " + reason);
        return new CrossTable.Tests(
                s,
                s,
                s,
                s,
                s,
                s,
                new EffectSize("Odds ratio (Fisher)", s, s, s),
                new EffectSize("Odds ratio", s, s, s),
                new EffectSize("Relative risk", s, s, s),
                s);
    }

    static List<String> warnings(long[][] counts) {
        TableTests table = new TableTests(counts);
        int few = 0;
        for (long row : table.rows) {
            for (long column : table.columns) {
                few += (double) row * column / table.n < FEW_EXPECTED ? 1 : 0;
            }
        }
        return few == 0
                ? List.of()
                : List.of(
                        few
                                + " of "
                                + table.rows.length * table.columns.length
                                + " cells have an expected count below 5: prefer Fisher's test to"
                                + " chi-squared.");
    }

    private boolean fourfold() {
        return rows.length == 2 && columns.length == 2;
    }

    private CrossTable.Tests tests(double alpha) {
        double square = square(0);
        double df = (rows.length - 1.0) * (columns.length - 1.0);
        ChiSquared law = new ChiSquared(df);
        double smaller = Math.min(rows.length, columns.length) - 1.0;
        Statistic none = new Statistic.Undefined("only for a table of two by two");
        double yates = square(0.5);
        return new CrossTable.Tests(
                Statistic.of(square),
                Statistic.of(df),
                Statistic.of(law.survival(square)),
                fourfold() ? Statistic.of(yates) : none,
                fourfold() ? Statistic.of(law.survival(yates)) : none,
                fisher(),
                fourfold()
                        ? conditional(alpha)
                        : new EffectSize("Odds ratio (Fisher)", none, none, none),
                fourfold()
                        ? wald("Odds ratio", odds(), alpha)
                        : new EffectSize("Odds ratio", none, none, none),
                fourfold()
                        ? wald("Relative risk", risk(), alpha)
                        : new EffectSize("Relative risk", none, none, none),
                Statistic.of(Math.sqrt(square / n / smaller)));
    }

    /** Pearson's statistic; O − E as an integer over n. */
    private double square(double correction) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                BigInteger product =
                        BigInteger.valueOf(rows[i]).multiply(BigInteger.valueOf(columns[j]));
                BigInteger excess =
                        BigInteger.valueOf(counts[i][j])
                                .multiply(BigInteger.valueOf(n))
                                .subtract(product);
                double distance = Math.abs(excess.doubleValue()) / n;
                double corrected = distance - Math.min(correction, distance);
                sum += corrected * corrected / (product.doubleValue() / n);
            }
        }
        return sum;
    }

    private NoncentralHypergeometric law() {
        return new NoncentralHypergeometric(rows[0], rows[1], columns[0]);
    }

    private boolean tooLong() {
        return Math.min(Math.min(rows[0], rows[1]), Math.min(columns[0], columns[1]))
                >= NoncentralHypergeometric.MOST;
    }

    private Statistic fisher() {
        if (fourfold()) {
            return tooLong()
                    ? new Statistic.Undefined("too many tables; chi-squared is as good")
                    : Statistic.of(law().twoSided(counts[0][0]));
        }
        OptionalDouble p = FisherTables.pValue(counts);
        return p.isPresent()
                ? Statistic.of(p.getAsDouble())
                : new Statistic.Undefined("too many tables have these margins to list them");
    }

    private EffectSize conditional(double alpha) {
        String name = "Odds ratio (Fisher)";
        if (tooLong()) {
            return EffectSize.undefined(name, "too many tables; the other odds ratio is as good");
        }
        NoncentralHypergeometric law = law();
        long a = counts[0][0];
        return new EffectSize(
                name,
                Statistic.of(law.estimate(a)),
                Statistic.of(alpha > 0 ? law.lower(a, alpha / 2) : 0),
                Statistic.of(alpha > 0 ? law.upper(a, alpha / 2) : Double.POSITIVE_INFINITY));
    }

    /** A ratio with the standard error of its logarithm. */
    private record Ratio(double value, double logError) {}

    private Ratio odds() {
        double a = counts[0][0];
        double b = counts[0][1];
        double c = counts[1][0];
        double d = counts[1][1];
        return new Ratio(a / b * (d / c), Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d));
    }

    private Ratio risk() {
        double a = counts[0][0];
        double c = counts[1][0];
        return new Ratio(
                a / rows[0] / (c / rows[1]),
                Math.sqrt(1 / a - 1.0 / rows[0] + 1 / c - 1.0 / rows[1]));
    }

    private static EffectSize wald(String name, Ratio ratio, double alpha) {
        if (!(ratio.value > 0 && Double.isFinite(ratio.value) && Double.isFinite(ratio.logError))) {
            return EffectSize.undefined(name, "a cell is 0");
        }
        double half = Normal.STANDARD.upperQuantile(alpha / 2) * ratio.logError;
        return new EffectSize(
                name,
                Statistic.of(ratio.value),
                Statistic.of(ratio.value * StrictMath.exp(-half)),
                Statistic.of(ratio.value * StrictMath.exp(half)));
    }
}
