package koinon.privacy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import koinon.model.exact.Support;
import koinon.model.spec.PackagePin;

/**
 * What the owner of the data allows. Immutable; a site has one in force at a time.
 *
 * @param minimumPatients fewest analysed patients for the site to take part
 * @param minimumCell smallest count that may be shown
 * @param siteRelease kinds of the site's own statistics that may leave (blueprint D1)
 * @param aloneSums whether its sums may be seen when fewer than three sites take part
 * @param foreignParameters whether an iteration may rest on sums that the site could not verify
 * @param algorithms names that are allowed; empty allows all
 * @param packages of algorithms from outside that may run here
 */
public record Policy(
        String name,
        long minimumPatients,
        long minimumCell,
        Set<Support.Kind> siteRelease,
        boolean aloneSums,
        boolean foreignParameters,
        Set<String> algorithms,
        List<PackagePin> packages) {

    /** The default: counts and descriptives per site, everything else only in masked sums. */
    public static final Policy STRICT =
            new Policy(
                    "strict",
                    10,
                    10,
                    EnumSet.of(Support.Kind.COUNT, Support.Kind.MOMENT, Support.Kind.QUANTILE),
                    false,
                    false,
                    Set.of());

    /** For comparing with known answers on public data; only where everything is loopback. */
    public static final Policy VALIDATION =
            new Policy("validation", 1, 1, EnumSet.allOf(Support.Kind.class), true, true, Set.of());

    public Policy {
        if (minimumPatients < 1 || minimumCell < 1) {
            throw new IllegalArgumentException("a minimum count is at least 1");
        }
        siteRelease = Set.copyOf(siteRelease);
        algorithms = Set.copyOf(algorithms);
        packages = List.copyOf(packages);
    }

    /** With no algorithms from outside. */
    public Policy(
            String name,
            long minimumPatients,
            long minimumCell,
            Set<Support.Kind> siteRelease,
            boolean aloneSums,
            boolean foreignParameters,
            Set<String> algorithms) {
        this(
                name,
                minimumPatients,
                minimumCell,
                siteRelease,
                aloneSums,
                foreignParameters,
                algorithms,
                List.of());
    }

    /** The same with these packages. */
    public Policy admitting(List<PackagePin> pins) {
        return new Policy(
                name,
                minimumPatients,
                minimumCell,
                siteRelease,
                aloneSums,
                foreignParameters,
                algorithms,
                pins);
    }

    /** Exact minima and maxima may leave. */
    public boolean extremes() {
        return siteRelease.contains(Support.Kind.EXTREME);
    }

    /** Some protection is missing altogether: only for known answers on public data. */
    public boolean open() {
        return extremes() || minimumCell == 1 || minimumPatients == 1;
    }

    public boolean allows(String algorithm) {
        return algorithms.isEmpty() || algorithms.contains(algorithm);
    }

    /** Whether a count is too small to be shown; with a minimum of 1 nothing is. */
    public boolean hides(long count) {
        return minimumCell > 1 && count < minimumCell;
    }
}
