package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.stats.distributions.ChiSquared;
import koinon.stats.elementary.Elementary;

/**
 * The fitted Cox model.
 *
 * @param coefficients log hazard ratios
 * @param n analysed rows
 * @param tests that all coefficients are 0
 * @param proportionality score tests that the hazards are proportional, by term
 * @param baselines one per stratum
 * @param step of the time grid
 */
public record CoxFit(
        String time,
        String event,
        List<Coefficient> coefficients,
        long n,
        Statistic events,
        double logLikelihood,
        double nullLogLikelihood,
        double aic,
        List<Test> tests,
        List<Test> proportionality,
        List<Baseline> baselines,
        String ties,
        double step,
        int iterations,
        List<String> warnings,
        FittedModel model)
        implements Exportable {
    public CoxFit {
        coefficients = List.copyOf(coefficients);
        tests = List.copyOf(tests);
        proportionality = List.copyOf(proportionality);
        baselines = List.copyOf(baselines);
        warnings = List.copyOf(warnings);
    }

    /** One chi-squared test. */
    public record Test(String name, double chiSquared, long df, double pValue) {
        static Test of(String name, double chiSquared, int df) {
            double value = Math.max(0, chiSquared);
            return new Test(name, value, df, new ChiSquared(df).survival(value));
        }
    }

    /**
     * The cumulative baseline hazard of a stratum, where categorical covariates have their
     * reference level and numerical ones their mean.
     */
    public record Baseline(String stratum, List<Double> times, List<Double> cumulativeHazard) {
        public Baseline {
            times = List.copyOf(times);
            cumulativeHazard = List.copyOf(cumulativeHazard);
        }
    }

    @Override
    public String method() {
        return "Cox regression with the ties of "
                + (ties.equals("efron") ? "Efron" : "Breslow")
                + ", times rounded to multiples of "
                + step
                + ", converged in "
                + iterations
                + (iterations == 1 ? " iteration" : " iterations");
    }

    @Override
    public Presentation presentation() {
        String title = "Cox regression of " + time + " to " + event;
        return new Presentation(
                List.of(
                        Coefficient.table(title, "z", coefficients, ""),
                        ratios(),
                        summary(),
                        table("Tests of the model", tests, ""),
                        table(
                                "Tests of proportional hazards",
                                proportionality,
                                "A small p tells that the effect changes with time.")),
                List.of(forest(), curves()));
    }

    private static Statistic ratio(Statistic log) {
        return log instanceof Statistic.Known(double value)
                ? Statistic.of(Elementary.exp(value))
                : log;
    }

    private Table ratios() {
        List<Column> columns =
                List.of(
                        new Column("Term", Format.TEXT),
                        new Column("Hazard ratio", Format.NUMBER),
                        new Column("95 % CI lower", Format.NUMBER),
                        new Column("95 % CI upper", Format.NUMBER),
                        new Column("p", Format.P_VALUE));
        List<List<Cell>> rows =
                coefficients.stream()
                        .map(c ->
                                List.of(
                                        Cell.of(c.term()),
                                        Cell.of(ratio(c.estimate())),
                                        Cell.of(ratio(c.lower())),
                                        Cell.of(ratio(c.upper())),
                                        Cell.of(c.pValue())))
                        .toList();
        return new Table("Hazard ratios", columns, rows, "");
    }

    private Table summary() {
        List<Column> columns =
                List.of(
                        new Column("n", Format.COUNT),
                        new Column("Events", Format.COUNT),
                        new Column("Log-likelihood", Format.NUMBER),
                        new Column("Null log-likelihood", Format.NUMBER),
                        new Column("AIC", Format.NUMBER));
        List<Cell> row =
                List.of(
                        Cell.of((double) n),
                        Cell.of(events),
                        Cell.of(logLikelihood),
                        Cell.of(nullLogLikelihood),
                        Cell.of(aic));
        return new Table("Model", columns, List.of(row), "");
    }

    private static Table table(String title, List<Test> tests, String note) {
        List<Column> columns =
                List.of(
                        new Column("Test", Format.TEXT),
                        new Column("χ²", Format.NUMBER),
                        new Column("df", Format.COUNT),
                        new Column("p", Format.P_VALUE));
        List<List<Cell>> rows =
                tests.stream()
                        .map(t ->
                                List.of(
                                        Cell.of(t.name),
                                        Cell.of(t.chiSquared),
                                        Cell.of((double) t.df),
                                        Cell.of(t.pValue)))
                        .toList();
        return new Table(title, columns, rows, note);
    }

    private Plot forest() {
        List<Plot.Estimate> estimates =
                coefficients.stream()
                        .filter(c -> c.estimate() instanceof Statistic.Known)
                        .map(c -> new Plot.Estimate(c.term(), c.estimate(), c.lower(), c.upper()))
                        .toList();
        return new Plot.Forest(
                "Coefficients with 95 % confidence intervals", "log hazard ratio", 0, estimates);
    }

    private Plot curves() {
        List<Plot.Curve> curves = new ArrayList<>();
        for (Baseline baseline : baselines) {
            List<Double> at = new ArrayList<>(List.of(0.0));
            List<Statistic> survival = new ArrayList<>(List.of(Statistic.of(1)));
            at.addAll(baseline.times);
            baseline.cumulativeHazard.forEach(h -> survival.add(Statistic.of(Elementary.exp(-h))));
            curves.add(new Plot.Curve(baseline.stratum, at, survival));
        }
        return new Plot.Curves(
                "Survival at the means and reference levels",
                time,
                "survival",
                true,
                false,
                curves);
    }
}
