package koinon.master.federation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import koinon.algorithms.Question.Disclosure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Outcome.Participation;
import koinon.master.experiments.Outcome.SiteReport;
import koinon.model.exact.Census;
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

    /** Why a concerned site is not in the roster. */
    record Absence(Participation participation, String reason) {}

    Outcomes(Header header, Pooling.Sum sum, UnaryOperator<String> names) {
        this.header = header;
        this.sum = sum;
        this.names = names;
        this.disclosure = new Disclosure(header.threshold(), header.extremes());
    }

    Outcome outcome(Result result, Map<String, Absence> absent) {
        List<SiteReport> sites = new ArrayList<>();
        sum.sites().forEach(s -> sites.add(contributed(s)));
        absent.forEach((worker, why) -> sites.add(report(worker, why)));
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
                : Statistic.of(count);
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

    private SiteReport report(String worker, Absence why) {
        return new SiteReport(
                names.apply(worker),
                why.participation(),
                why.reason(),
                NOT_THERE,
                NOT_THERE,
                NOT_THERE);
    }
}
