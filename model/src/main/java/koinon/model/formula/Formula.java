package koinon.model.formula;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a linear predictor is made of, after all products and powers have been multiplied out.
 *
 * <pre>
 *   y ~ a * b + log(x)     a, b, log(x), a:b with an intercept
 *   (a + b + c)^2 - a:b    a, b, c, a:c, b:c with an intercept
 *   0 + C(g, ref="CN")     g without an intercept
 * </pre>
 *
 * @param response code of the outcome, empty when the formula has no left side
 * @param effects main effects and interactions, those of fewer factors first, else as written
 */
public record Formula(String response, boolean intercept, List<Effect> effects) {
    public Formula {
        effects = List.copyOf(effects);
    }

    /**
     * Reads a formula.
     *
     * @throws koinon.model.KoinonException INVALID_PARAMETER with what is wrong and where
     */
    public static Formula parse(String text) {
        return new FormulaReader(text).read();
    }

    /** Main effects of variables as they are, with an intercept. */
    public static Formula sum(List<String> variables) {
        List<Effect> effects =
                variables.stream().map(v -> new Effect(List.of(new Factor.Plain(v)))).toList();
        return new Formula("", true, effects);
    }

    /** All main effects and all interactions of variables as they are, with an intercept. */
    public static Formula crossed(List<String> variables) {
        return parse(
                variables.isEmpty()
                        ? "1"
                        : variables.stream().map(Names::quoted).collect(Collectors.joining("*")));
    }

    /** Codes of the variables on the right side, in the order in which they appear. */
    public List<String> variables() {
        return factors().map(Factor::variable).distinct().toList();
    }

    /** Factors of all effects, each once. */
    public Stream<Factor> factors() {
        return effects.stream().flatMap(effect -> effect.factors().stream()).distinct();
    }

    /** The same about variables of other names. */
    public Formula renamed(UnaryOperator<String> names) {
        return new Formula(
                response.isEmpty() ? "" : names.apply(response),
                intercept,
                effects.stream().map(effect -> effect.renamed(names)).toList());
    }

    /** The one way of writing it: equal formulas have equal texts. */
    @Override
    public String toString() {
        Stream<String> terms = effects.stream().map(Effect::toString);
        String right =
                Stream.concat(Stream.of(intercept ? "1" : "0"), terms)
                        .collect(Collectors.joining(" + "));
        return response.isEmpty() ? right : Names.quoted(response) + " ~ " + right;
    }
}
