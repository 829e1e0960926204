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
import koinon.stats.distributions.Normal;

/**
 * What the estimates of several sites say together.
 *
 * @param fixedWeights share of each study in the fixed effect, randomWeights in the random effects
 * @param prediction the effect at a site like these
 */
public record MetaSummary(
        String effect,
        String method,
        double alpha,
        List<Study> studies,
        List<Double> fixedWeights,
        List<Double> randomWeights,
        Effect fixed,
        Effect random,
        Heterogeneity heterogeneity,
        EffectSize prediction,
        List<String> warnings)
        implements Result {
    public MetaSummary {
        studies = List.copyOf(studies);
        fixedWeights = List.copyOf(fixedWeights);
        randomWeights = List.copyOf(randomWeights);
        warnings = List.copyOf(warnings);
    }

    /** One site's own estimate. */
    public record Study(String site, Statistic rows, Statistic estimate, Statistic standardError) {
        boolean known() {
            return estimate instanceof Statistic.Known && standardError.orNaN() > 0;
        }

        double variance() {
            return standardError.orNaN() * standardError.orNaN();
        }
    }

    /**
     * A summary over the sites.
     *
     * @param statistic z, or t with one degree of freedom less than there are sites
     */
    public record Effect(
            String name,
            Statistic estimate,
            Statistic standardError,
            Statistic statistic,
            Statistic p,
            Statistic lower,
            Statistic upper) {}

    /**
     * How much more the estimates differ than by chance.
     *
     * @param tauSquared variance of the effect between sites
     * @param iSquared share of that variance in all
     */
    public record Heterogeneity(
            double q, double df, double p, EffectSize tauSquared, double iSquared) {}

    @Override
    public Presentation presentation() {
        return new Presentation(
                List.of(summaryTable(), studyTable(), heterogeneityTable()),
                List.of(new Plot.Forest("Forest plot", effect.replace('_', ' '), 0, lines())));
    }

    private double half(Study study) {
        return Normal.STANDARD.upperQuantile(alpha / 2) * study.standardError.orNaN();
    }

    private Plot.Estimate line(Study study) {
        double estimate = study.estimate.orNaN();
        return new Plot.Estimate(
                study.site,
                study.estimate,
                Statistic.of(estimate - half(study)),
                Statistic.of(estimate + half(study)));
    }

    private List<Plot.Estimate> lines() {
        List<Plot.Estimate> lines = new ArrayList<>();
        studies.forEach(s -> lines.add(line(s)));
        for (Effect e : List.of(fixed, random)) {
            lines.add(new Plot.Estimate(e.name, e.estimate, e.lower, e.upper));
        }
        lines.add(prediction.plotted(prediction.name()));
        return lines;
    }

    private Table summaryTable() {
        List<Column> columns =
                List.of(
                        new Column("Summary", Format.TEXT),
                        new Column("Estimate", Format.NUMBER),
                        new Column("Std. error", Format.NUMBER),
                        new Column("z or t", Format.NUMBER),
                        new Column("p", Format.P_VALUE),
                        new Column("CI lower", Format.NUMBER),
                        new Column("CI upper", Format.NUMBER));
        List<List<Cell>> rows = new ArrayList<>();
        for (Effect e : List.of(fixed, random)) {
            rows.add(
                    List.of(
                            Cell.of(e.name),
                            Cell.of(e.estimate),
                            Cell.of(e.standardError),
                            Cell.of(e.statistic),
                            Cell.of(e.p),
                            Cell.of(e.lower),
                            Cell.of(e.upper)));
        }
        Cell none = Cell.of("");
        rows.add(
                List.of(
                        Cell.of(prediction.name()),
                        Cell.of(prediction.estimate()),
                        none,
                        none,
                        none,
                        Cell.of(prediction.lower()),
                        Cell.of(prediction.upper())));
        return new Table(method, columns, rows, "Intervals at level " + (1 - alpha));
    }

    private Table studyTable() {
        List<Column> columns =
                List.of(
                        new Column("Site", Format.TEXT),
                        new Column("n", Format.COUNT),
                        new Column("Estimate", Format.NUMBER),
                        new Column("Std. error", Format.NUMBER),
                        new Column("Weight, fixed", Format.PERCENT),
                        new Column("Weight, random", Format.PERCENT));
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            Study s = studies.get(i);
            rows.add(
                    List.of(
                            Cell.of(s.site),
                            Cell.of(s.rows),
                            Cell.of(s.estimate),
                            Cell.of(s.standardError),
                            Cell.of(fixedWeights.get(i)),
                            Cell.of(randomWeights.get(i))));
        }
        return new Table("Sites", columns, rows, "Each site's own release");
    }

    private Table heterogeneityTable() {
        List<Column> columns =
                List.of(
                        new Column("Q", Format.NUMBER),
                        new Column("df", Format.COUNT),
                        new Column("p", Format.P_VALUE),
                        new Column("τ²", Format.NUMBER),
                        new Column("CI lower", Format.NUMBER),
                        new Column("CI upper", Format.NUMBER),
                        new Column("I²", Format.PERCENT));
        EffectSize tau = heterogeneity.tauSquared;
        List<Cell> row =
                List.of(
                        Cell.of(heterogeneity.q),
                        Cell.of(heterogeneity.df),
                        Cell.of(heterogeneity.p),
                        Cell.of(tau.estimate()),
                        Cell.of(tau.lower()),
                        Cell.of(tau.upper()),
                        Cell.of(heterogeneity.iSquared));
        return new Table("Heterogeneity", columns, List.of(row), "");
    }
}
