package koinon.algorithms;

import java.util.List;
import koinon.model.exact.ExactVector;
import koinon.model.result.SiteRelease;

/**
 * What a global step sees: the protected sum over all sites, and what each site released of its
 * own.
 */
public record Pooled(ExactVector sums, List<SiteRelease> sites) {
    public Pooled {
        sites = List.copyOf(sites);
    }
}
