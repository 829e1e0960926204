package koinon.algorithms;

import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/**
 * A tree by ID3: categorical covariates only, one branch per level in use, by the gain of
 * information.
 *
 * <pre>
 *   gain = Σ_levels Σ_c n_lc log(n_lc / n_l) − Σ_c n_c log(n_c / n)
 * </pre>
 *
 * <p>A split is admitted where every branch has enough rows. What leaves a site, rounds and
 * guarantee: {@link DecisionTree}, without ranges. A row whose level had no row in training is
 * predicted by the node it stands at. Source: Quinlan, Machine Learning 1 (1986) 81–106. Not done:
 * pruning, the gain ratio.
 */
public final class Id3 implements Algorithm {
    @Override
    public Specification specification() {
        return new Specification(
                "id3",
                "Decision tree (ID3)",
                "Splits patients by the levels of one categorical covariate at a time, by the gain"
                        + " of information about their class.",
                VariableSpec.categorical("Outcome", "The categorical variable to predict", 1, 1),
                VariableSpec.categorical("Covariates", "The variables to split by", 1, 100),
                DecisionTree.parameters(false),
                "Per level of the tree: counts of classes per node, covariate and level.",
                Specification.Release.POOLED_AND_SITE);
    }

    @Override
    public Step start(Question question) {
        Covariates.of(question);
        return new TreeGrowth(question, true).start(2);
    }
}
