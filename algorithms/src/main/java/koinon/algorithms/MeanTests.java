package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;

/**
 * What the t-tests return: one test per outcome.
 *
 * @param alternative two-sided, less or greater
 * @param alpha 1 − the level of the intervals
 * @param mu value that the estimates are tested against
 */
public record MeanTests(
        Kind kind,
        String method,
        String alternative,
        double alpha,
        double mu,
        List<MeanTest> tests,
        List<String> warnings)
        implements Result {
    public MeanTests {
        tests = List.copyOf(tests);
        warnings = List.copyOf(warnings);
    }

    /** What is compared with what. */
    public enum Kind {
        ONE_SAMPLE,
        PAIRED,
        INDEPENDENT
    }

    static ParameterSpec alternativeParameter() {
        return ParameterSpec.optional(
                "alt_hypothesis",
                "Alternative hypothesis",
                "Which deviation from the null hypothesis counts",
                new ParameterSpec.Domain.Choice(MeanTest.Setting.ALTERNATIVES),
                new Parameter.Text("two-sided"));
    }

    static ParameterSpec alphaParameter() {
        return ParameterSpec.optional(
                "alpha",
                "Significance level",
                "1 − the level of the confidence intervals",
                new ParameterSpec.Domain.Reals(0, 1),
                new Parameter.Real(0.05));
    }

    /** The result; refused when no outcome at all can be tested. */
    static MeanTests of(Kind kind, String method, Question question, List<MeanTest> tests) {
        List<String> constant =
                tests.stream().filter(t -> !t.tested()).map(MeanTest::outcome).toList();
        if (constant.size() == tests.size()) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "the standard error of "
                            + String.join(", ", constant)
                            + " is 0 in these rows; a t-test needs values that vary");
        }
        MeanTest.Setting setting = MeanTest.Setting.of(question);
        double mu = kind == Kind.ONE_SAMPLE ? question.real("mu") : 0;
        List<String> warnings =
                constant.isEmpty()
                        ? List.of()
                        : List.of(
                                "Not tested, the standard error is 0: "
                                        + String.join(", ", constant));
        return new MeanTests(
                kind, method, setting.alternative(), setting.alpha(), mu, tests, warnings);
    }

    @Override
    public Presentation presentation() {
        List<Plot.Estimate> estimates = new ArrayList<>();
        tests.forEach(t ->
                t.effects().forEach(e -> estimates.add(e.plotted(t.outcome() + ", " + e.name()))));
        return new Presentation(
                List.of(testTable(), groupTable(), effectTable()),
                List.of(EffectSize.forest("Effect sizes", "standard deviations", estimates)));
    }

    private Table testTable() {
        String estimate = kind == Kind.ONE_SAMPLE ? "Mean" : "Difference";
        List<Column> columns =
                List.of(
                        new Column("Outcome", Format.TEXT),
                        new Column("n", Format.COUNT),
                        new Column(estimate, Format.NUMBER),
                        new Column("Std. error", Format.NUMBER),
                        new Column("t", Format.NUMBER),
                        new Column("df", Format.NUMBER),
                        new Column("p", Format.P_VALUE),
                        new Column("CI lower", Format.NUMBER),
                        new Column("CI upper", Format.NUMBER));
        List<List<Cell>> rows =
                tests.stream()
                        .map(t ->
                                List.of(
                                        Cell.of(t.outcome()),
                                        Cell.of((double) t.n()),
                                        Cell.of(t.estimate()),
                                        Cell.of(t.standardError()),
                                        Cell.of(t.t()),
                                        Cell.of(t.df()),
                                        Cell.of(t.p()),
                                        Cell.of(t.lower()),
                                        Cell.of(t.upper())))
                        .toList();
        String note =
                "Alternative "
                        + alternative
                        + ", null value "
                        + mu
                        + "; intervals at level "
                        + (1 - alpha);
        return new Table(method, columns, rows, note);
    }

    private Table groupTable() {
        List<Column> columns =
                List.of(
                        new Column("Outcome", Format.TEXT),
                        new Column("Sample", Format.TEXT),
                        new Column("n", Format.COUNT),
                        new Column("Mean", Format.NUMBER),
                        new Column("SD", Format.NUMBER));
        List<List<Cell>> rows = new ArrayList<>();
        tests.forEach(t ->
                t.groups()
                        .forEach(g ->
                                rows.add(
                                        List.of(
                                                Cell.of(t.outcome()),
                                                Cell.of(g.label()),
                                                Cell.of((double) g.n()),
                                                Cell.of(g.mean()),
                                                Cell.of(g.deviation())))));
        return new Table("Samples", columns, rows, "");
    }

    private Table effectTable() {
        List<Column> columns =
                List.of(
                        new Column("Outcome", Format.TEXT),
                        new Column("Effect", Format.TEXT),
                        new Column("Estimate", Format.NUMBER),
                        new Column("CI lower", Format.NUMBER),
                        new Column("CI upper", Format.NUMBER));
        List<List<Cell>> rows = new ArrayList<>();
        tests.forEach(t ->
                t.effects()
                        .forEach(e ->
                                rows.add(
                                        List.of(
                                                Cell.of(t.outcome()),
                                                Cell.of(e.name()),
                                                Cell.of(e.estimate()),
                                                Cell.of(e.lower()),
                                                Cell.of(e.upper())))));
        String note = "Two-sided intervals at level " + (1 - alpha);
        return new Table("Effect sizes", columns, rows, note);
    }
}
