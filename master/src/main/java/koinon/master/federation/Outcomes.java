package koinon.master.federation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import koinon.algorithms.Question.Disclosure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Outcome.Participation;
import koinon.master.experiments.Outcome.SiteReport;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.VectorSchema;
import koinon.model.result.Result;
import koinon.model.result.SiteRelease;
import koinon.model.result.Statistic;
import koinon.privacy.Pooling;
import koinon.wire.message.Header;

/** Puts a result together with who took part and how many rows stand behind it. */
final class Outcomes {
    private static final Statistic NOT_THERE = new Statistic.Undefined("took no part");

    private final Header header;
    private final Pooling.Sum sum;
    private final UnaryOperator<String> names;
    private final Disclosure disclosure;

    Outcomes(Header header, Pooling.Sum sum, UnaryOperator<String> names) {
        this.header = header;
        this.sum = sum;
        this.names = names;
        this.disclosure = new Disclosure(header.threshold(), header.extremes());
    }

    /** The sum before any round. */
    static Pooling.Sum nothing() {
        return new Pooling.Sum(ExactVector.zero(VectorSchema.EMPTY), false, List.of());
    }

    Outcome outcome(Result result) {
        List<SiteReport> sites = new ArrayList<>();
        sum.sites().forEach(s -> sites.add(contributed(s)));
        header.absent().forEach(a -> sites.add(absent(a)));
        sites.sort(Comparator.comparing(SiteReport::name));
        Outcome.Privacy privacy =
                header.roster().masked() ? Outcome.Privacy.MASKED : Outcome.Privacy.SITE_RELEASE;
        if (!sum.summed()) {
            Statistic unknown =
                    new Statistic.Suppressed("fewer than three sites, each keeps its sums");
            return new Outcome(result, privacy, sites, unknown, unknown, unknown);
        }
        Census census = Census.of(sum.sums());
        return new Outcome(
                result,
                privacy,
                sites,
                shown(census.rows()),
                shown(census.missing()),
                shown(census.outOfBounds()));
    }

    private Statistic shown(long count) {
        return disclosure.hides(count)
                ? new Statistic.Suppressed("fewer than " + disclosure.threshold())
                : Statistic.of((double) count);
    }

    private SiteReport contributed(SiteRelease site) {
        return new SiteReport(
                names.apply(site.site()),
                Participation.CONTRIBUTED,
                "",
                site.cell("koinon.rows"),
                site.cell("koinon.missing"),
                site.cell("koinon.outOfBounds"));
    }

    private SiteReport absent(Header.Absent site) {
        String name = names.apply(site.id());
        return switch (site.why()) {
            case UNREACHABLE -> absent(name, Participation.ABSENT, site.reason());
            case WITHHELD ->
                    absent(name, Participation.WITHHELD, "too few patients with complete data");
            case REFUSED -> absent(name, Participation.REFUSED, site.reason());
        };
    }

    private static SiteReport absent(String name, Participation participation, String reason) {
        return new SiteReport(name, participation, reason, NOT_THERE, NOT_THERE, NOT_THERE);
    }
}
