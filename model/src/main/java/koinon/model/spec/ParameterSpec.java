package koinon.model.spec;

import java.util.List;
import koinon.model.request.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of an algorithm.
 *
 * @param fallback value when the request has none; null makes the parameter mandatory
 */
public record ParameterSpec(
        String name,
        String label,
        String description,
        Domain domain,
        @Nullable Parameter fallback) {

    /** What values a parameter may take. */
    public sealed interface Domain {
        /** A number from min to max, both included. */
        record Reals(double min, double max) implements Domain {}

        /** A whole number from min to max, both included. */
        record Ints(long min, long max) implements Domain {}

        record Choice(List<String> values) implements Domain {
            public Choice {
                values = List.copyOf(values);
            }
        }

        /** Code of a level of the first categorical y variable. */
        record LevelOfY() implements Domain {}

        /** Code of a level of the first categorical x variable. */
        record LevelOfX() implements Domain {}

        record Flags() implements Domain {}

        record Texts(int maxLength) implements Domain {}

        /**
         * The right side of a model formula, {@link koinon.model.formula.Formula}; empty for the
         * main effects of x.
         */
        record Formulas() implements Domain {}

        /** Lists of y variables by key: {"log": ["a", "b"]}; the keys are fixed. */
        record VariablesByKey(List<String> keys) implements Domain {
            public VariablesByKey {
                keys = List.copyOf(keys);
            }
        }
    }

    public static ParameterSpec mandatory(
            String name, String label, String description, Domain domain) {
        return new ParameterSpec(name, label, description, domain, null);
    }

    public static ParameterSpec optional(
            String name, String label, String description, Domain domain, Parameter fallback) {
        return new ParameterSpec(name, label, description, domain, fallback);
    }

    /** The parameter {@code formula}, the same for all algorithms that have a linear predictor. */
    public static ParameterSpec formula() {
        return optional(
                "formula",
                "Model formula",
                "Covariates as a formula, such as a*b + log(x) + C(group, ref=\"CN\"); without one"
                        + " every covariate has a main effect",
                new Domain.Formulas(),
                new Parameter.Text(""));
    }
}
