package koinon.algorithms;

import java.util.Collection;
import koinon.model.spec.Specification;

/**
 * One algorithm: what it takes, and its first step. Implementations are stateless, have a public
 * constructor without parameters; those that live in this package are found by {@link Algorithms},
 * others come in a signed package.
 */
public interface Algorithm {
    Specification specification();

    /**
     * Variables that a row must have to be counted when a site is asked whether it takes part; all
     * of the question's, unless an algorithm looks at each variable by itself.
     */
    default Collection<String> completeOver(Question question) {
        return question.variables();
    }

    /**
     * Whether the sums of a question tell those of a single dataset, hence of the site that holds
     * it (a site release of blueprint D1): then a site takes part only where its policy lets its
     * own sums be seen.
     */
    default boolean tellsSites(Question question) {
        return SiteSums.told(question);
    }

    /**
     * The first step of a validated question. Throws KoinonException for what can be refused before
     * any data are touched.
     */
    Step start(Question question);
}
