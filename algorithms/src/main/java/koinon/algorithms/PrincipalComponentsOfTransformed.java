package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import koinon.model.exact.Grid;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.NumericalTerm;
import koinon.stats.design.Term;
import koinon.stats.design.Transformation;
import koinon.stats.design.TransformedTerm;

/**
 * Principal components after some of the variables have been transformed: their logarithm is taken,
 * then their exponential.
 *
 * <pre>
 *   x → log x → exp x,  each where asked for;  then as {@code pca}
 * </pre>
 *
 * <p>{@code center} and {@code standardize} are accepted and change nothing, because the components
 * are those of standardised variables anyway. What leaves a site: as for {@code pca}, over the
 * transformed columns, and per logarithm in how many rows it does not exist; one such row anywhere
 * and the question is refused. Rounds: 1. Guarantee: as for {@code pca}; a transformed value lies
 * on a grid of its own, whose bound follows from the variable's public bound (blueprint D2).
 * Source: as for {@link PrincipalComponents}.
 */
public final class PrincipalComponentsOfTransformed implements Algorithm {
    private static final String PARAMETER = "data_transformation";
    private static final List<String> KEYS = List.of("log", "exp", "center", "standardize");

    @Override
    public Specification specification() {
        return new Specification(
                "pca_with_transformation",
                "Principal components with transformations",
                "Principal components after logarithms or exponentials of some of the variables.",
                PrincipalComponents.VARIABLES,
                VariableSpec.none(),
                List.of(
                        ParameterSpec.optional(
                                PARAMETER,
                                "Transformations",
                                "Which variables to transform, by transformation: log, exp, center,"
                                        + " standardize",
                                new ParameterSpec.Domain.VariablesByKey(KEYS),
                                new Parameter.Named(new TreeMap<>()))),
                PrincipalComponents.LEAVES,
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        List<String> logs = question.variablesUnder(PARAMETER, "log");
        List<String> exponentials = question.variablesUnder(PARAMETER, "exp");
        List<Term> columns = new ArrayList<>();
        for (String variable : question.request().y()) {
            List<Transformation> steps = new ArrayList<>();
            if (logs.contains(variable)) {
                steps.add(new Transformation.Log());
            }
            if (exponentials.contains(variable)) {
                steps.add(new Transformation.Exp());
            }
            Grid grid = question.grid(variable);
            columns.add(
                    steps.isEmpty()
                            ? new NumericalTerm(variable, grid)
                            : TransformedTerm.of(variable, grid, steps));
        }
        String method = PrincipalComponents.METHOD + " of the transformed variables";
        return new CorrelationRound(question, columns, method).round();
    }
}
