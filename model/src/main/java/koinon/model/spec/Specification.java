package koinon.model.spec;

import java.util.List;
import koinon.model.request.Preprocessing;

/**
 * Everything about an algorithm that a user interface, a policy or a client needs to know; declared
 * next to the algorithm, in this one place.
 *
 * @param name as in requests, for example {@code linear_regression}
 * @param leaves in one sentence: what leaves a site
 * @param release what kinds of release the algorithm makes (blueprint D1)
 * @param visits whether it can be asked about two visits ({@link Preprocessing.Longitudinal})
 * @param digest SHA-256 of the package it came in, in hexadecimal digits; empty for a built-in one
 */
public record Specification(
        String name,
        String label,
        String description,
        VariableSpec y,
        VariableSpec x,
        List<ParameterSpec> parameters,
        String leaves,
        Release release,
        boolean visits,
        String digest) {
    public Specification {
        parameters = List.copyOf(parameters);
    }

    /** Of a built-in algorithm that takes rows as they are. */
    public Specification(
            String name,
            String label,
            String description,
            VariableSpec y,
            VariableSpec x,
            List<ParameterSpec> parameters,
            String leaves,
            Release release) {
        this(name, label, description, y, x, parameters, leaves, release, false, "");
    }

    /** The same of an algorithm that can be asked about two visits, too. */
    public Specification alsoOfVisits() {
        return new Specification(
                name, label, description, y, x, parameters, leaves, release, true, digest);
    }

    /** The same, come in a package. */
    public Specification of(String packageDigest) {
        return new Specification(
                name, label, description, y, x, parameters, leaves, release, visits, packageDigest);
    }

    /** Blueprint D1. */
    public enum Release {
        /** Only masked sums over several sites. */
        POOLED,
        /** Also each site's own aggregate, open to the analyst. */
        POOLED_AND_SITE
    }
}
