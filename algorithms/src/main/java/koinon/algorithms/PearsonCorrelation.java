package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.NumericalTerm;
import koinon.stats.distributions.Normal;
import koinon.stats.distributions.StudentT;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;

/**
 * Pearson's correlation of every y with every x (of the y with each other when there is no x), over
 * the rows that are complete in all of them.
 *
 * <pre>
 *   r = (n Σxy − Σx Σy) / √((n Σx² − (Σx)²) (n Σy² − (Σy)²))
 *   t = r √((n − 2) / (1 − r²)), two-sided p from Student's t with n − 2 df
 *   interval: tanh(artanh r ± Φ⁻¹((1 + alpha) / 2) / √(n − 3)),  alpha the confidence level
 * </pre>
 *
 * <p>What leaves a site: the exact sums and products of the columns. Rounds: 1. Guarantee: bit for
 * bit the same for every split of the rows; equal to R's {@code cor.test}. Undefined: r of a
 * constant variable, an interval with n &lt; 4. Source: Fisher, Metron 1 (1921) 3–32.
 */
public final class PearsonCorrelation implements Algorithm {

    @Override
    public Specification specification() {
        return new Specification(
                "pearson_correlation",
                "Pearson correlation",
                "Linear association of pairs of numerical variables, with tests and confidence"
                        + " intervals.",
                VariableSpec.numerical("Variables", "The variables to correlate", 1, 200),
                VariableSpec.numerical(
                        "Other variables",
                        "Correlate each variable with these; leave empty to correlate the variables"
                                + " with each other",
                        0,
                        200),
                List.of(
                        ParameterSpec.optional(
                                "alpha",
                                "Confidence level",
                                "Level of the confidence intervals",
                                new ParameterSpec.Domain.Reals(0, 1),
                                new Parameter.Real(0.95))),
                "Sums, sums of squares and of products of the variables over the complete cases.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        List<NumericalTerm> numbers =
                question.variables().stream()
                        .map(v -> new NumericalTerm(v, question.grid(v)))
                        .toList();
        return Moments.round(
                DesignMatrix.of(List.of(), numbers),
                moments -> new Step.Done(matrix(question, moments)));
    }

    private static Matrix matrix(Question question, Moments moments) {
        DesignMatrix design = moments.design();
        long n = moments.rows();
        if (n < 3) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION, "a correlation needs at least 3 complete rows");
        }
        List<String> y = question.request().y();
        List<String> x = question.request().x().isEmpty() ? y : question.request().x();
        double z = Normal.STANDARD.quantile((1 + question.real("alpha")) / 2);
        List<List<Pair>> pairs =
                y.stream()
                        .map(row ->
                                x.stream()
                                        .map(column ->
                                                pair(
                                                        moments,
                                                        z,
                                                        design.names().indexOf(row),
                                                        design.names().indexOf(column)))
                                        .toList())
                        .toList();
        return new Matrix(
                x,
                y,
                n,
                question.real("alpha"),
                part(pairs, Pair::r),
                part(pairs, Pair::p),
                part(pairs, Pair::lower),
                part(pairs, Pair::upper),
                warnings(moments));
    }

    private record Pair(Statistic r, Statistic p, Statistic lower, Statistic upper) {}

    private static List<List<Statistic>> part(
            List<List<Pair>> pairs, Function<Pair, Statistic> part) {
        return pairs.stream().map(row -> row.stream().map(part).toList()).toList();
    }

    /** Columns a and b; units cancel, so spreads are compared as the integers they are. */
    private static Pair pair(Moments moments, double z, int a, int b) {
        long n = moments.rows();
        BigInteger aa = moments.spread(a, a);
        BigInteger bb = moments.spread(b, b);
        BigInteger ab = moments.spread(a, b);
        if (aa.signum() == 0 || bb.signum() == 0) {
            Statistic none = new Statistic.Undefined("a variable is constant");
            return new Pair(none, none, none, none);
        }
        BigInteger product = aa.multiply(bb);
        BigInteger left = product.subtract(ab.multiply(ab));
        boolean perfect = left.signum() == 0;
        DoubleDouble whole = DoubleDouble.of(product, 0);
        double r =
                perfect
                        ? ab.signum()
                        : DoubleDouble.of(ab, 0).dividedBy(whole.squareRoot()).doubleValue();
        double rest = DoubleDouble.of(left, 0).dividedBy(whole).doubleValue();
        double p =
                perfect ? 0 : new StudentT((double) n - 2).twoSided(r * Math.sqrt((n - 2) / rest));
        if (n < 4) {
            Statistic none = new Statistic.Undefined("an interval needs at least 4 rows");
            return new Pair(Statistic.of(r), Statistic.of(p), none, none);
        }
        double half = z / Math.sqrt((double) n - 3);
        return new Pair(
                Statistic.of(r),
                Statistic.of(p),
                Statistic.of(perfect ? r : tanh(artanh(r, rest) - half)),
                Statistic.of(perfect ? r : tanh(artanh(r, rest) + half)));
    }

    /** ½ log((1 + r) / (1 − r)), from rest = 1 − r² so that nothing cancels near ±1. */
    private static double artanh(double r, double rest) {
        double far = 1 + Math.abs(r);
        return Math.copySign(0.5 * Elementary.log(far * far / rest), r);
    }

    private static double tanh(double x) {
        double e = Elementary.exp(-2 * Math.abs(x));
        return Math.copySign((1 - e) / (1 + e), x);
    }

    private static List<String> warnings(Moments moments) {
        DesignMatrix design = moments.design();
        List<String> constant =
                IntStream.range(1, design.columns())
                        .filter(j -> moments.spread(j, j).signum() == 0)
                        .mapToObj(j -> design.names().get(j))
                        .toList();
        return constant.isEmpty()
                ? List.of()
                : List.of("Constant in these rows: " + String.join(", ", constant));
    }

    /**
     * Correlations. Shapes: one row per y, one column per x.
     *
     * @param level confidence level of the intervals
     */
    public record Matrix(
            List<String> x,
            List<String> y,
            long n,
            double level,
            List<List<Statistic>> r,
            List<List<Statistic>> p,
            List<List<Statistic>> lower,
            List<List<Statistic>> upper,
            List<String> warnings)
            implements Result {
        public Matrix {
            x = List.copyOf(x);
            y = List.copyOf(y);
            r = r.stream().map(List::copyOf).toList();
            p = p.stream().map(List::copyOf).toList();
            lower = lower.stream().map(List::copyOf).toList();
            upper = upper.stream().map(List::copyOf).toList();
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Pearson product-moment correlation, intervals by Fisher's z";
        }

        @Override
        public Presentation presentation() {
            List<Column> columns =
                    List.of(
                            new Column("Variable", Format.TEXT),
                            new Column("with", Format.TEXT),
                            new Column("r", Format.NUMBER),
                            new Column("p", Format.P_VALUE),
                            new Column("CI lower", Format.NUMBER),
                            new Column("CI upper", Format.NUMBER));
            List<List<Cell>> rows = new ArrayList<>();
            for (int i = 0; i < y.size(); i++) {
                for (int j = 0; j < x.size(); j++) {
                    // Correlated with each other, every pair stands once and none with itself.
                    if (!x.equals(y) || j > i) {
                        rows.add(row(i, j));
                    }
                }
            }
            String note = "n = " + n + " complete rows; intervals at level " + level;
            return new Presentation(
                    List.of(new Table("Pearson correlations", columns, rows, note)),
                    List.of(new Plot.HeatMap("Pearson correlations", y, x, r, -1, 1)));
        }

        private List<Cell> row(int i, int j) {
            return List.of(
                    Cell.of(y.get(i)),
                    Cell.of(x.get(j)),
                    Cell.of(r.get(i).get(j)),
                    Cell.of(p.get(i).get(j)),
                    Cell.of(lower.get(i).get(j)),
                    Cell.of(upper.get(i).get(j)));
        }
    }
}
