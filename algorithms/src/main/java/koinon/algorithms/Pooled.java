package koinon.algorithms;

import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.result.SiteRelease;

/**
 * What a global step sees: the protected sum over all sites, and what each site released of its
 * own.
 *
 * <p>A step that is not the last may use what the sites released only where {@link
 * Question.Disclosure#extremes} holds: only then is it relayed to every worker.
 *
 * @param summed false when sites kept their sums because fewer than three take part; the sums are
 *     zero then and mean nothing
 */
public record Pooled(ExactVector sums, boolean summed, List<SiteRelease> sites) {
    public Pooled {
        sites = List.copyOf(sites);
    }

    /**
     * The sums, for algorithms that have nothing to say without them.
     *
     * @throws KoinonException REFUSED_BY_POLICY when the sites kept them
     */
    public ExactVector required() {
        if (!summed) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "fewer than three sites take part and a policy shows no sums of one site;"
                            + " choose datasets of more sites");
        }
        return sums;
    }
}
