package koinon.algorithms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.formula.Effect;
import koinon.model.formula.Factor;
import koinon.model.formula.Formula;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.stats.design.CategoricalTerm;
import koinon.stats.design.Coding;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.FormulaDesign;
import koinon.stats.design.NumericalTerm;
import koinon.stats.design.Term;
import koinon.stats.design.Transformation;
import koinon.stats.design.TransformedTerm;

/**
 * The covariates of a question, or its formula, on their way to a design matrix: which levels of
 * the categorical ones are in use, and whether functions such as the logarithm are defined in all
 * rows, is found in one round first. Where there is nothing to find that round is left out.
 */
final class Covariates {
    static final String FORMULA = "formula";

    /** Most columns for levels that may stand in for a round. */
    private static final int MOST_LEVELS = 200;

    private final Question question;
    private final Formula formula;
    private final boolean sumCoded;
    private final List<Variable> factors;
    private final Map<Factor, Term> numbers;

    private Covariates(Question question, Formula formula, boolean sumCoded) {
        this.question = question;
        this.formula = formula;
        this.sumCoded = sumCoded;
        this.factors =
                formula.variables().stream()
                        .map(question::variable)
                        .filter(Variable::categorical)
                        .toList();
        this.numbers =
                formula.factors()
                        .filter(f -> question.variable(f.variable()).numerical())
                        .collect(Collectors.toMap(f -> f, this::number));
    }

    /**
     * The covariates of a question: the main effects of x, unless it has a formula.
     *
     * @throws KoinonException PRECONDITION when an outcome is a covariate too, NO_BOUND
     */
    static Covariates of(Question question) {
        return of(question, Formula.sum(question.request().x()));
    }

    /**
     * The covariates of a question.
     *
     * @param otherwise what holds where the question has no formula
     * @throws KoinonException PRECONDITION when an outcome is a covariate too, NO_BOUND
     */
    static Covariates of(Question question, Formula otherwise) {
        for (String outcome : question.request().y()) {
            if (question.request().x().contains(outcome)) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "'" + outcome + "' cannot be outcome and covariate at once");
            }
        }
        question.y().stream().filter(Variable::numerical).forEach(v -> question.grid(v.code()));
        boolean given =
                question.request().parameters().get(FORMULA) instanceof Parameter.Text(String text)
                        && !text.isEmpty();
        return new Covariates(
                question, given ? Formula.parse(question.text(FORMULA)) : otherwise, false);
    }

    /** The same without one of the variables, which rows must have nevertheless. */
    Covariates without(Variable variable) {
        List<Effect> others =
                formula.effects().stream()
                        .filter(effect -> !effect.variables().contains(variable.code()))
                        .toList();
        return new Covariates(question, new Formula("", formula.intercept(), others), sumCoded);
    }

    /** The same with sum coding of all factors, under which effects are about means of levels. */
    Covariates sumCoded() {
        return new Covariates(question, formula, true);
    }

    private Term number(Factor factor) {
        return switch (factor) {
            case Factor.Plain(String variable) ->
                    new NumericalTerm(variable, question.grid(variable));
            case Factor.Applied(String variable, List<Factor.Call> calls) ->
                    TransformedTerm.of(
                            variable,
                            question.grid(variable),
                            calls.stream().map(Covariates::transformation).toList());
            case Factor.Coded coded -> throw new IllegalStateException(coded + " of a number");
        };
    }

    private static Transformation transformation(Factor.Call call) {
        return switch (call.function()) {
            case LOG -> new Transformation.Log();
            case EXP -> new Transformation.Exp();
            case SQRT -> new Transformation.SquareRoot();
            case POWER -> new Transformation.Power(call.exponent());
        };
    }

    /**
     * A design and what its columns stand for.
     *
     * @param design a column of ones first, then the effects, then outcomes
     * @param effects of the formula, in the order of their columns
     * @param intercept whether the column of ones belongs to the model
     */
    record Model(DesignMatrix design, List<FormulaDesign.Part> effects, boolean intercept) {}

    /**
     * The model of the covariates, with the outcomes as further columns.
     *
     * @param outcomes numerical variables to append, may be none
     * @param next the first step that has the model
     */
    Step model(List<Variable> outcomes, Function<Model, Step> next) {
        return factors.isEmpty() && partial().isEmpty()
                ? next.apply(model(outcomes, Map.of()))
                : levels(List.of(), found -> next.apply(model(outcomes, found.byVariable())));
    }

    /** The design of a model that has an intercept, with the outcomes as further columns. */
    Step design(List<Variable> outcomes, Function<DesignMatrix, Step> next) {
        requireIntercept();
        return model(outcomes, model -> next.apply(model.design()));
    }

    private void requireIntercept() {
        if (!formula.intercept()) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "this algorithm has models with an intercept only; take 0 or -1 out of the"
                            + " formula");
        }
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
        requireIntercept();
        return levels(
                counted,
                found ->
                        next.apply(
                                new Counted(model(List.of(), found.byVariable()).design(), found)));
    }

    private List<TransformedTerm> partial() {
        return numbers.values().stream()
                .filter(TransformedTerm.class::isInstance)
                .map(TransformedTerm.class::cast)
                .filter(term -> !term.total())
                .toList();
    }

    /**
     * A design with a column for every level that the data model lists, from whose moments those of
     * {@link #narrow} can be taken: it saves the round of levels. Only for main effects of factors
     * in dummy coding, and where it does not get too wide; empty else.
     */
    Optional<DesignMatrix> wide(List<Variable> outcomes) {
        boolean plain =
                formula.effects().stream().allMatch(e -> e.factors().size() == 1)
                        && formula.factors().noneMatch(f -> coding(f) != Factor.Coding.DUMMY)
                        && formula.variables().size() == formula.effects().size();
        int levels = factors.stream().mapToInt(f -> f.levels().size()).sum();
        if (!plain || !partial().isEmpty() || levels > MOST_LEVELS) {
            return Optional.empty();
        }
        requireIntercept();
        List<Term> terms = new ArrayList<>();
        factors.forEach(f -> terms.add(all(f).full()));
        formula.factors().filter(numbers::containsKey).forEach(f -> terms.add(term(f, Map.of())));
        outcomes.forEach(v -> terms.add(new NumericalTerm(v.code(), question.grid(v.code()))));
        return Optional.of(DesignMatrix.ofTerms(terms));
    }

    private static Factor.Coding coding(Factor factor) {
        return factor instanceof Factor.Coded coded ? coded.coding() : Factor.Coding.DUMMY;
    }

    private static CategoricalTerm all(Variable factor) {
        return new CategoricalTerm(
                factor, factor.levels().stream().map(level -> level.code()).toList());
    }

    /**
     * The design with the levels in use only.
     *
     * @param inUse whether a column of the wide design has any row
     */
    DesignMatrix narrow(List<Variable> outcomes, Predicate<String> inUse) {
        Map<String, CategoricalTerm> levels = new HashMap<>();
        for (Variable factor : factors) {
            List<String> names = all(factor).full().names();
            List<String> codes = all(factor).levels();
            List<String> used =
                    IntStream.range(0, codes.size())
                            .filter(i -> inUse.test(names.get(i)))
                            .mapToObj(codes::get)
                            .toList();
            if (used.isEmpty()) {
                throw new KoinonException(
                        ErrorCode.INSUFFICIENT_DATA,
                        "no analysed row has a level of '" + factor.code() + "'");
            }
            levels.put(factor.code(), new CategoricalTerm(factor, used));
        }
        return model(outcomes, levels).design();
    }

    private Step levels(List<Variable> counted, Function<LevelsInUse.Found, Step> next) {
        List<Variable> asked = Stream.concat(counted.stream(), factors.stream()).toList();
        return new LevelsInUse(asked, question.variables(), partial())
                .round((_, found) -> next.apply(found));
    }

    private Model model(List<Variable> outcomes, Map<String, CategoricalTerm> levels) {
        List<FormulaDesign.Part> parts = FormulaDesign.of(formula, f -> term(f, levels));
        List<Term> terms = new ArrayList<>();
        parts.forEach(part -> terms.addAll(part.terms()));
        outcomes.forEach(v -> terms.add(new NumericalTerm(v.code(), question.grid(v.code()))));
        return new Model(DesignMatrix.ofTerms(terms), parts, formula.intercept());
    }

    private Term term(Factor factor, Map<String, CategoricalTerm> levels) {
        CategoricalTerm found = levels.get(factor.variable());
        if (found == null) {
            Term number = numbers.get(factor);
            if (number == null) {
                throw new IllegalStateException(factor + " is not of this formula");
            }
            return number;
        }
        if (sumCoded) {
            return coded(new Factor.Coded(factor.variable(), Factor.Coding.SUM, ""), found);
        }
        return factor instanceof Factor.Coded coded ? coded(coded, found) : found;
    }

    private static CategoricalTerm coded(Factor.Coded factor, CategoricalTerm found) {
        Coding coding =
                switch (factor.coding()) {
                    case DUMMY -> Coding.DUMMY;
                    case SUM -> Coding.SUM;
                    case SIMPLE -> Coding.SIMPLE;
                };
        String own = coding == Coding.SUM ? found.levels().getLast() : found.levels().getFirst();
        String reference = factor.reference().isEmpty() ? own : factor.reference();
        if (!found.levels().contains(reference)) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "no analysed row has level '"
                            + reference
                            + "' of '"
                            + factor.variable()
                            + "', the reference in the formula; in use are "
                            + String.join(", ", found.levels()));
        }
        return new CategoricalTerm(found.variable(), found.levels(), coding, reference);
    }
}
