package koinon.algorithms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Product;
import koinon.model.fitted.Product.Factor;
import koinon.model.fitted.Rule;
import koinon.model.formula.Factor.Call;
import koinon.model.formula.Factor.Function;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;
import koinon.stats.design.CategoricalTerm;
import koinon.stats.design.Coding;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.InteractionTerm;
import koinon.stats.design.InterceptTerm;
import koinon.stats.design.NumericalTerm;
import koinon.stats.design.Term;
import koinon.stats.design.Transformation;
import koinon.stats.design.TransformedTerm;

/**
 * The design of a regression in the words of a {@link FittedModel}. Columns without a coefficient,
 * as aliased ones, are left out.
 */
record LinearPredictor(Question question, DesignMatrix design) {
    /** A model of the first outcome. */
    FittedModel model(Rule.Link link, List<Coefficient> coefficients) {
        String positive = link == Rule.Link.LOGIT ? question.text("positive_class") : "";
        return model(new Rule.Linear(link, positive, "", terms(known(coefficients))));
    }

    /** The same from coefficients by column. */
    FittedModel model(Map<String, Double> coefficients) {
        return model(new Rule.Linear(Rule.Link.IDENTITY, "", "", terms(coefficients)));
    }

    /** A model of a rate. */
    FittedModel model(Rule.Link link, List<Coefficient> coefficients, Variable exposure) {
        return model(new Rule.Linear(link, "", exposure.code(), terms(known(coefficients))));
    }

    static Map<String, Double> known(List<Coefficient> coefficients) {
        Map<String, Double> known = new HashMap<>();
        for (Coefficient c : coefficients) {
            if (c.estimate() instanceof Statistic.Known(double estimate)) {
                known.put(c.term(), estimate);
            }
        }
        return known;
    }

    private FittedModel model(Rule.Linear rule) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        List<String> used =
                rule.terms().stream()
                        .flatMap(t -> t.factors().stream())
                        .map(Factor::variable)
                        .toList();
        used.forEach(code -> inputs.computeIfAbsent(code, this::input));
        if (!rule.exposure().isEmpty()) {
            inputs.computeIfAbsent(rule.exposure(), this::input);
        }
        List<Input> outcome =
                rule.link() == Rule.Link.HAZARD
                        ? List.of()
                        : List.of(input(question.y().getFirst()));
        return new FittedModel(
                question.request().algorithm(), outcome, List.copyOf(inputs.values()), rule);
    }

    /** A variable with all of its levels. */
    static Input input(Variable variable) {
        List<String> levels =
                variable.numerical()
                        ? List.of()
                        : variable.levels().stream().map(Level::code).toList();
        return new Input(variable.code(), variable.label(), levels);
    }

    private Input input(String code) {
        Variable variable = question.variable(code);
        return variable.numerical()
                ? input(variable)
                : new Input(code, variable.label(), levels(code));
    }

    /** Levels in use: those that have a column. */
    private List<String> levels(String variable) {
        return design.terms().stream()
                .flatMap(LinearPredictor::parts)
                .filter(CategoricalTerm.class::isInstance)
                .map(CategoricalTerm.class::cast)
                .filter(term -> term.variable().code().equals(variable))
                .findFirst()
                .orElseThrow()
                .levels();
    }

    private static Stream<Term> parts(Term term) {
        return term instanceof InteractionTerm(List<Term> parts)
                ? parts.stream().flatMap(LinearPredictor::parts)
                : Stream.of(term);
    }

    private List<Product> terms(Map<String, Double> coefficients) {
        List<Product> terms = new ArrayList<>();
        for (Term term : design.terms()) {
            List<List<Factor>> columns = columns(term);
            for (int j = 0; j < columns.size(); j++) {
                String name = term.names().get(j);
                Double coefficient = coefficients.get(name);
                if (coefficient != null) {
                    terms.add(new Product(name, coefficient, columns.get(j)));
                }
            }
        }
        return terms;
    }

    /** The factors of each column of a term. */
    private static List<List<Factor>> columns(Term term) {
        return switch (term) {
            case InterceptTerm _ -> List.of(List.of());
            case NumericalTerm number -> List.of(List.of(number(number.variable(), List.of())));
            case TransformedTerm function ->
                    List.of(List.of(number(function.variable(), function.steps())));
            case CategoricalTerm factor -> coded(factor);
            case InteractionTerm(List<Term> parts) -> products(parts);
        };
    }

    private static Factor number(String variable, List<Transformation> steps) {
        return new Factor.Applied(variable, steps.stream().map(LinearPredictor::call).toList());
    }

    private static Call call(Transformation step) {
        return switch (step) {
            case Transformation.Log _ -> new Call(Function.LOG, 0);
            case Transformation.Exp _ -> new Call(Function.EXP, 0);
            case Transformation.SquareRoot _ -> new Call(Function.SQRT, 0);
            case Transformation.Power(int exponent) -> new Call(Function.POWER, exponent);
        };
    }

    private static List<List<Factor>> coded(CategoricalTerm factor) {
        List<String> levels = factor.levels();
        List<List<Factor>> columns = new ArrayList<>();
        for (String shown : levels) {
            boolean reference = shown.equals(factor.reference());
            if (!reference || factor.coding() == Coding.FULL) {
                List<Double> values =
                        levels.stream().map(level -> cell(factor, shown, level)).toList();
                columns.add(List.of(new Factor.Coded(factor.variable().code(), values)));
            }
        }
        return columns;
    }

    /** What a row of a level has in the column of another. */
    private static double cell(CategoricalTerm factor, String column, String level) {
        double dummy = level.equals(column) ? 1 : 0;
        return switch (factor.coding()) {
            case DUMMY, FULL -> dummy;
            case SUM -> level.equals(factor.reference()) ? -1 : dummy;
            case SIMPLE -> dummy - 1.0 / factor.levels().size();
        };
    }

    /** The first part's columns change fastest. */
    private static List<List<Factor>> products(List<Term> parts) {
        List<List<Factor>> products = Collections.singletonList(List.of());
        for (Term part : parts) {
            List<List<Factor>> longer = new ArrayList<>();
            for (List<Factor> column : columns(part)) {
                for (List<Factor> product : products) {
                    List<Factor> both = new ArrayList<>(product);
                    both.addAll(column);
                    longer.add(both);
                }
            }
            products = longer;
        }
        return products;
    }
}
