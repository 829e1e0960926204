package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import koinon.stats.design.CategoricalTerm;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.NumericalTerm;

/**
 * The covariates of a question on their way to a design matrix: which levels of the categorical
 * ones are in use is found in one round first; without categorical ones that round is left out.
 */
final class Covariates {
    private final Question question;
    private final List<Variable> factors;
    private final List<Variable> numbers;

    private Covariates(Question question, List<Variable> variables) {
        this.question = question;
        this.factors = variables.stream().filter(Variable::categorical).toList();
        this.numbers = variables.stream().filter(Variable::numerical).toList();
    }

    /**
     * The covariates of a question.
     *
     * @throws KoinonException PRECONDITION when an outcome is a covariate too, NO_BOUND
     */
    static Covariates of(Question question) {
        for (String outcome : question.request().y()) {
            if (question.request().x().contains(outcome)) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "'" + outcome + "' cannot be outcome and covariate at once");
            }
        }
        question.y().stream().filter(Variable::numerical).forEach(v -> question.grid(v.code()));
        Covariates covariates = new Covariates(question, question.x());
        covariates.numbers.forEach(v -> question.grid(v.code()));
        return covariates;
    }

    /** The same without one of the variables, which rows must have nevertheless. */
    Covariates without(Variable variable) {
        return new Covariates(
                question, question.x().stream().filter(v -> !v.equals(variable)).toList());
    }

    /**
     * The design of the covariates, an intercept first, and then the outcomes as further columns.
     *
     * @param outcomes numerical variables to append, may be none
     * @param next the first step that has the design
     */
    Step design(List<Variable> outcomes, Function<DesignMatrix, Step> next) {
        return factors.isEmpty()
                ? next.apply(matrix(outcomes, List.of()))
                : levels(List.of(), found -> next.apply(matrix(outcomes, found.terms())));
    }

    /** What the round of levels gives: the design of the covariates, and the counts found. */
    record Counted(DesignMatrix design, LevelsInUse.Found found) {}

    /**
     * The design of the covariates, with the levels of further variables counted in the same round,
     * which always takes place.
     *
     * @param counted categorical variables, for example the outcome
     */
    Step counting(List<Variable> counted, Function<Counted, Step> next) {
        return levels(
                counted,
                found -> {
                    List<CategoricalTerm> terms = found.terms();
                    DesignMatrix design =
                            matrix(List.of(), terms.subList(counted.size(), terms.size()));
                    return next.apply(new Counted(design, found));
                });
    }

    private Step levels(List<Variable> counted, Function<LevelsInUse.Found, Step> next) {
        List<Variable> asked = Stream.concat(counted.stream(), factors.stream()).toList();
        return new LevelsInUse(asked, question.variables()).round((_, found) -> next.apply(found));
    }

    private DesignMatrix matrix(List<Variable> outcomes, List<CategoricalTerm> terms) {
        List<NumericalTerm> columns = new ArrayList<>();
        numbers.forEach(v -> columns.add(new NumericalTerm(v.code(), question.grid(v.code()))));
        outcomes.forEach(v -> columns.add(new NumericalTerm(v.code(), question.grid(v.code()))));
        return DesignMatrix.of(terms, columns);
    }
}
