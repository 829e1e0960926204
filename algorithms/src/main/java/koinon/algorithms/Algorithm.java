package koinon.algorithms;

import koinon.model.spec.Specification;

/**
 * One algorithm: what it takes, and its first step. Implementations are stateless, have a public
 * constructor without parameters, live in this package and are found by {@link Algorithms}.
 */
public interface Algorithm {
    Specification specification();

    /**
     * The first step of a validated question. Throws KoinonException for what can be refused before
     * any data are touched.
     */
    Step start(Question question);
}
