package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.stats.distributions.FisherF;
import koinon.stats.distributions.StudentizedRange;
import koinon.stats.linear.DoubleDouble;

/** One-way analyses of variance, one per outcome, and the comparisons of their groups. */
public record AnovaTable(String factor, List<Anova> analyses, List<String> warnings)
        implements Result {
    private static final double ALPHA = 0.05;

    public AnovaTable {
        analyses = List.copyOf(analyses);
        warnings = List.copyOf(warnings);
    }

    /** A group as one reports it. */
    public record Group(
            String level,
            long n,
            Statistic mean,
            Statistic deviation,
            Statistic min,
            Statistic max) {
        static Group of(String level, Sample sample, Statistic min, Statistic max) {
            return new Group(
                    level,
                    sample.n(),
                    Statistic.of(sample.mean().doubleValue()),
                    Statistic.of(sample.deviation(), "a single value has no deviation"),
                    min,
                    max);
        }
    }

    /** A group and the sums behind it. */
    record Observed(Sample sample, Group group) {}

    /** Group a less group b, with the interval and p of all comparisons together. */
    public record Comparison(
            String a,
            String b,
            double meanA,
            double meanB,
            double difference,
            Statistic standardError,
            Statistic t,
            Statistic p,
            Statistic lower,
            Statistic upper) {}

    /**
     * The analysis of one outcome.
     *
     * @param etaSquared share of the variance that the groups explain; with one factor the same as
     *     the partial one
     */
    public record Anova(
            String outcome,
            long n,
            double dfExplained,
            double dfResidual,
            double ssExplained,
            double ssResidual,
            Statistic msResidual,
            Statistic f,
            Statistic p,
            Statistic etaSquared,
            Statistic omegaSquared,
            List<Group> groups,
            List<Comparison> comparisons) {
        public Anova {
            groups = List.copyOf(groups);
            comparisons = List.copyOf(comparisons);
        }

        public double msExplained() {
            return ssExplained / dfExplained;
        }

        static Anova of(String outcome, List<Observed> groups) {
            Sample all = groups.stream().map(Observed::sample).reduce(Sample::plus).orElseThrow();
            DoubleDouble residual =
                    groups.stream()
                            .map(g -> g.sample().centred())
                            .reduce(DoubleDouble.ZERO, DoubleDouble::plus);
            double explained = Math.max(0, all.centred().minus(residual).doubleValue());
            double between = groups.size() - 1.0;
            Errors errors = new Errors(residual.doubleValue(), (double) all.n() - groups.size());
            double mse = errors.meanSquare();
            double f = explained / between / mse;
            String constant = "the outcome is constant";
            boolean varies = !all.constant();
            boolean tested = varies && errors.df > 0;
            String reason = varies ? "no degrees of freedom left for the error" : constant;
            return new Anova(
                    outcome,
                    all.n(),
                    between,
                    errors.df,
                    explained,
                    errors.sumOfSquares,
                    Statistic.of(mse, "no degrees of freedom left for the error"),
                    tested ? Statistic.of(f) : new Statistic.Undefined(reason),
                    tested
                            ? Statistic.of(
                                    mse == 0 ? 0 : new FisherF(between, errors.df).survival(f))
                            : new Statistic.Undefined(reason),
                    Statistic.of(explained / (explained + errors.sumOfSquares), constant),
                    tested
                            ? Statistic.of(
                                    (explained - between * mse)
                                            / (explained + errors.sumOfSquares + mse))
                            : new Statistic.Undefined(reason),
                    groups.stream().map(Observed::group).toList(),
                    errors.compare(groups));
        }

        List<String> warnings() {
            if (ssResidual > 0 && dfResidual > 0) {
                return List.of();
            }
            return List.of(
                    dfResidual > 0
                            ? outcome
                                    + " does not vary within the groups: its F is infinite or"
                                    + " undefined."
                            : outcome + " has one row per group: nothing can be tested.");
        }
    }

    /** What is left within the groups. */
    private record Errors(double sumOfSquares, double df) {
        double meanSquare() {
            return df > 0 ? sumOfSquares / df : Double.NaN;
        }

        List<Comparison> compare(List<Observed> groups) {
            boolean tested = meanSquare() > 0;
            Range range = tested ? Range.of(groups.size(), df) : Range.NONE;
            List<Comparison> comparisons = new ArrayList<>();
            for (int a = 0; a < groups.size(); a++) {
                for (int b = a + 1; b < groups.size(); b++) {
                    comparisons.add(compare(groups.get(a), groups.get(b), range));
                }
            }
            return comparisons;
        }

        private Comparison compare(Observed a, Observed b, Range range) {
            double difference = a.sample().meanLess(b.sample()).doubleValue();
            double se = Math.sqrt(meanSquare() * (1.0 / a.sample().n() + 1.0 / b.sample().n()));
            double t = se > 0 ? difference / se : Double.NaN;
            double half = range.half() * se;
            String reason = "the groups do not vary within";
            return new Comparison(
                    a.group().level(),
                    b.group().level(),
                    a.sample().mean().doubleValue(),
                    b.sample().mean().doubleValue(),
                    difference,
                    Statistic.of(se, reason),
                    Statistic.of(t, reason),
                    Statistic.of(range.p(t), reason),
                    Statistic.of(difference - half, reason),
                    Statistic.of(difference + half, reason));
        }
    }

    /**
     * The law of the comparisons.
     *
     * @param half half the width of an interval, in standard errors
     */
    private record Range(List<StudentizedRange> law, double half) {
        static final Range NONE = new Range(List.of(), Double.NaN);

        static Range of(int groups, double df) {
            StudentizedRange law = new StudentizedRange(groups, df);
            return new Range(List.of(law), law.upperQuantile(ALPHA) / Math.sqrt(2));
        }

        double p(double t) {
            return law.isEmpty() ? Double.NaN : law.getFirst().survival(Math.sqrt(2) * Math.abs(t));
        }
    }

    @Override
    public String method() {
        return "One-way analysis of variance with Tukey's honestly significant differences";
    }

    @Override
    public Presentation presentation() {
        List<Table> tables = new ArrayList<>();
        List<Plot> plots = new ArrayList<>();
        for (Anova anova : analyses) {
            tables.add(variances(anova));
            tables.add(groups(anova));
            tables.add(comparisons(anova));
            plots.add(
                    new Plot.Forest(
                            "Differences of " + anova.outcome + " between levels of " + factor,
                            "difference of " + anova.outcome,
                            0,
                            anova.comparisons.stream().map(AnovaTable::estimate).toList()));
        }
        return new Presentation(tables, plots);
    }

    private static Plot.Estimate estimate(Comparison c) {
        return new Plot.Estimate(c.a + " − " + c.b, Statistic.of(c.difference), c.lower, c.upper);
    }

    private Table variances(Anova anova) {
        List<Column> columns =
                List.of(
                        new Column("Source", Format.TEXT),
                        new Column("df", Format.COUNT),
                        new Column("Sum of squares", Format.NUMBER),
                        new Column("Mean square", Format.NUMBER),
                        new Column("F", Format.NUMBER),
                        new Column("p", Format.P_VALUE),
                        new Column("η²", Format.NUMBER),
                        new Column("ω²", Format.NUMBER));
        Cell none = Cell.of("");
        List<List<Cell>> rows =
                List.of(
                        List.of(
                                Cell.of(factor),
                                Cell.of(anova.dfExplained),
                                Cell.of(anova.ssExplained),
                                Cell.of(anova.msExplained()),
                                Cell.of(anova.f),
                                Cell.of(anova.p),
                                Cell.of(anova.etaSquared),
                                Cell.of(anova.omegaSquared)),
                        List.of(
                                Cell.of("Residuals"),
                                Cell.of(anova.dfResidual),
                                Cell.of(anova.ssResidual),
                                Cell.of(anova.msResidual),
                                none,
                                none,
                                none,
                                none));
        String note = "n = " + anova.n + "; with one factor partial η² is η²";
        return new Table("Analysis of variance of " + anova.outcome, columns, rows, note);
    }

    private static Table groups(Anova anova) {
        List<Column> columns =
                List.of(
                        new Column("Group", Format.TEXT),
                        new Column("n", Format.COUNT),
                        new Column("Mean", Format.NUMBER),
                        new Column("SD", Format.NUMBER),
                        new Column("Min", Format.NUMBER),
                        new Column("Max", Format.NUMBER));
        List<List<Cell>> rows =
                anova.groups.stream()
                        .map(g ->
                                List.of(
                                        Cell.of(g.level),
                                        Cell.of((double) g.n),
                                        Cell.of(g.mean),
                                        Cell.of(g.deviation),
                                        Cell.of(g.min),
                                        Cell.of(g.max)))
                        .toList();
        return new Table("Groups", columns, rows, "");
    }

    private static Table comparisons(Anova anova) {
        List<Column> columns =
                List.of(
                        new Column("Group A", Format.TEXT),
                        new Column("Group B", Format.TEXT),
                        new Column("A − B", Format.NUMBER),
                        new Column("Std. error", Format.NUMBER),
                        new Column("t", Format.NUMBER),
                        new Column("p (Tukey)", Format.P_VALUE),
                        new Column("95 % CI lower", Format.NUMBER),
                        new Column("95 % CI upper", Format.NUMBER));
        List<List<Cell>> rows =
                anova.comparisons.stream()
                        .map(c ->
                                List.of(
                                        Cell.of(c.a),
                                        Cell.of(c.b),
                                        Cell.of(c.difference),
                                        Cell.of(c.standardError),
                                        Cell.of(c.t),
                                        Cell.of(c.p),
                                        Cell.of(c.lower),
                                        Cell.of(c.upper)))
                        .toList();
        return new Table(
                "Tukey's honestly significant differences",
                columns,
                rows,
                "Intervals and p hold for all comparisons together");
    }
}
