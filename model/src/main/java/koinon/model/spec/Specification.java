package koinon.model.spec;

import java.util.List;

/**
 * Everything about an algorithm that a user interface, a policy or a client needs to know; declared
 * next to the algorithm, in this one place.
 *
 * @param name as in requests, for example {@code linear_regression}
 * @param leaves in one sentence: what leaves a site
 * @param release what kinds of release the algorithm makes (blueprint D1)
 */
public record Specification(
        String name,
        String label,
        String description,
        VariableSpec y,
        VariableSpec x,
        List<ParameterSpec> parameters,
        String leaves,
        Release release) {
    public Specification {
        parameters = List.copyOf(parameters);
    }

    /** Blueprint D1. */
    public enum Release {
        /** Only masked sums over several sites. */
        POOLED,
        /** Also each site's own aggregate, open to the analyst. */
        POOLED_AND_SITE
    }
}
