package koinon.algorithms;

import java.util.List;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.NumericalTerm;

/**
 * Principal components of standardised numerical variables: the eigenvectors of their correlation
 * matrix, over the rows that are complete in all of them.
 *
 * <pre>
 *   R_ij = (n Σx_i x_j − Σx_i Σx_j) / √((n Σx_i² − (Σx_i)²) (n Σx_j² − (Σx_j)²))
 *   R v_k = λ_k v_k,  λ_1 ≥ λ_2 ≥ …,  |v_k| = 1        share of the variance  λ_k / p
 *   loading of variable j on component k: v_kj √λ_k, their correlation
 * </pre>
 *
 * <p>A vector's sign makes its largest weight positive. What leaves a site: the exact sums and
 * products of the columns. Rounds: 1. Guarantee: bit for bit the same for every split of the rows;
 * equal to R's {@code prcomp(scale. = TRUE)} up to signs. A constant variable is refused, as there.
 * Units: none. Source: Jolliffe, Principal Component Analysis, 2nd edition (2002). Not checked:
 * linearity, outliers.
 */
public final class PrincipalComponents implements Algorithm {
    static final String METHOD = "Principal components of the correlation matrix";
    static final String LEAVES =
            "Sums, sums of squares and of products of the variables over the complete cases.";
    static final VariableSpec VARIABLES =
            VariableSpec.numerical("Variables", "The variables to combine", 1, 300);

    @Override
    public Specification specification() {
        return new Specification(
                "pca",
                "Principal components",
                "The few directions in which several numerical variables vary most, after each has"
                        + " been standardised.",
                VARIABLES,
                VariableSpec.none(),
                List.of(),
                LEAVES,
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        List<NumericalTerm> columns =
                question.request().y().stream()
                        .map(v -> new NumericalTerm(v, question.grid(v)))
                        .toList();
        return new CorrelationRound(question, columns, METHOD).round();
    }
}
