package koinon.model.fitted;

import java.util.List;
import koinon.model.formula.Factor.Call;

/**
 * A product of factors, times a coefficient.
 *
 * @param factors none for the intercept
 */
public record Product(String name, double coefficient, List<Factor> factors) {
    public Product {
        factors = List.copyOf(factors);
    }

    /** What stands in a product. */
    public sealed interface Factor {
        String variable();

        /**
         * A function of a numerical input.
         *
         * @param calls the innermost first; none for the number itself
         */
        record Applied(String variable, List<Call> calls) implements Factor {
            public Applied {
                calls = List.copyOf(calls);
            }
        }

        /**
         * A categorical input as a number.
         *
         * @param values one per level of the input
         */
        record Coded(String variable, List<Double> values) implements Factor {
            public Coded {
                values = List.copyOf(values);
            }
        }
    }
}
