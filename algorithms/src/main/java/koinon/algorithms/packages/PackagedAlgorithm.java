package koinon.algorithms.packages;

import java.util.Collection;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.model.spec.Specification;

/** An algorithm of a package; its specification says of which, and is asked for once. */
record PackagedAlgorithm(Algorithm inside, Specification specification) implements Algorithm {
    /**
     * @param digest of the package, whatever the algorithm itself says
     */
    static Algorithm of(Algorithm inside, String digest) {
        return new PackagedAlgorithm(inside, inside.specification().of(digest));
    }

    @Override
    public Collection<String> completeOver(Question question) {
        return inside.completeOver(question);
    }

    @Override
    public Step start(Question question) {
        return inside.start(question);
    }
}
