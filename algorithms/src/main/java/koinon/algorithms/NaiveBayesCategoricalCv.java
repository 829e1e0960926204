package koinon.algorithms;

import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/**
 * How well naive Bayes with smoothed frequencies of levels (α = 1) predicts the class of rows that
 * it has not seen.
 *
 * <p>Formulas: {@link NaiveBayesModel}; parts: {@link Split}. What leaves a site: per part and
 * class counts and sums, then confusion matrices and counts of scores. Rounds: 2, whatever the
 * number of parts. Guarantee: bit for bit the same for every split of the rows over sites. Source:
 * Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd edition (2009), section
 * 6.6.3. Not checked: independence of the covariates within a class.
 */
public final class NaiveBayesCategoricalCv implements Algorithm {
    @Override
    public Specification specification() {
        return new Specification(
                        "naive_bayes_categorical_cv",
                        "Naive Bayes, categorical, validated",
                        "How well classes are predicted from the frequencies of levels of covariates by class, taken as"
                                + " independent, in patients not seen before.",
                        VariableSpec.categorical(
                                "Outcome", "The categorical variable to predict", 1, 1),
                        VariableSpec.categorical(
                                "Covariates", "The categorical variables that predict it", 1, 200),
                        Split.parameters("kfold"),
                        "Per part and class: counts and sums; then predicted classes and counts of"
                                + " scores.",
                        Specification.Release.POOLED_AND_SITE)
                .alsoOfVisits();
    }

    @Override
    public Step start(Question question) {
        return NaiveBayes.validation(
                question, "Naive Bayes with smoothed frequencies of levels (α = 1)");
    }
}
