package koinon.model.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.formula.Factor.Call;
import koinon.model.formula.Factor.Coding;
import koinon.model.formula.Factor.Function;

/**
 * Reads a formula by recursive descent.
 *
 * <pre>
 *   formula  := [ name "~" ] sum
 *   sum      := [ "+" | "-" ] product { ( "+" | "-" ) product }
 *   product  := crossing { "*" crossing }            a*b is a + b + a:b
 *   crossing := power { ":" power }
 *   power    := atom [ ( "^" | "**" ) whole ]        (a+b)^2 is a + b + a:b
 *   atom     := "0" | "1" | "(" sum ")" | factor
 *   factor   := name | "C(" name { "," option } ")" | function "(" factor ")"
 *             | "I(" factor ( "^" | "**" ) whole ")"
 *   option   := ( "ref" | "coding" ) "=" text | coding
 * </pre>
 *
 * <p>A sum is a set of effects in which the empty product stands for the intercept.
 */
final class FormulaReader {
    private static final int MOST_EFFECTS = 500;
    private static final int MOST_FACTORS = 8;
    private static final int DEEPEST = 32;
    private static final int MOST_POWER = 10;

    private final Tokens tokens;
    private int depth;

    FormulaReader(String text) {
        this.tokens = new Tokens(text);
    }

    Formula read() {
        String response = response();
        Set<Effect> effects = new LinkedHashSet<>();
        effects.add(Effect.NONE);
        sum(effects);
        if (!tokens.ended()) {
            throw tokens.unexpected("+, -, *, : or the end");
        }
        boolean intercept = effects.remove(Effect.NONE);
        List<Effect> sorted =
                effects.stream().sorted(Comparator.comparingInt(e -> e.factors().size())).toList();
        if (!response.isEmpty()
                && sorted.stream()
                        .flatMap(e -> e.factors().stream())
                        .anyMatch(f -> f.variable().equals(response))) {
            throw invalid("'" + response + "' cannot stand on both sides of a formula");
        }
        return new Formula(response, intercept, sorted);
    }

    private String response() {
        if (!tokens.contains("~")) {
            return "";
        }
        if (tokens.accept("~")) {
            return "";
        }
        String name = tokens.name();
        tokens.expect("~");
        return name;
    }

    private void sum(Set<Effect> effects) {
        boolean plus = !tokens.accept("-");
        if (plus) {
            tokens.accept("+");
        }
        add(effects, product(), plus);
        while (tokens.at("+") || tokens.at("-")) {
            plus = tokens.accept("+");
            if (!plus) {
                tokens.expect("-");
            }
            add(effects, product(), plus);
        }
    }

    /** A sum of no factor is "0": without the intercept, as "- 1" is. */
    private static void add(Set<Effect> effects, Set<Effect> more, boolean plus) {
        if (more.isEmpty()) {
            if (plus) {
                effects.remove(Effect.NONE);
            } else {
                effects.add(Effect.NONE);
            }
        } else if (plus) {
            effects.addAll(more);
        } else {
            effects.removeAll(more);
        }
        limit(effects);
    }

    private Set<Effect> product() {
        Set<Effect> left = crossing();
        while (tokens.accept("*")) {
            Set<Effect> right = crossing();
            Set<Effect> all = new LinkedHashSet<>(left);
            all.addAll(right);
            all.addAll(crossed(left, right));
            left = limit(all);
        }
        return left;
    }

    private Set<Effect> crossing() {
        Set<Effect> left = power();
        while (tokens.accept(":")) {
            left = crossed(left, power());
        }
        return left;
    }

    private static Set<Effect> crossed(Set<Effect> left, Set<Effect> right) {
        Set<Effect> all = new LinkedHashSet<>();
        for (Effect a : left) {
            for (Effect b : right) {
                all.add(a.times(b));
            }
            limit(all);
        }
        return all;
    }

    private Set<Effect> power() {
        Set<Effect> base = atom();
        if (!tokens.accept("^") && !tokens.accept("**")) {
            return base;
        }
        int exponent = exponent(1);
        Set<Effect> all = new LinkedHashSet<>(base);
        Set<Effect> last = base;
        for (int i = 1; i < exponent; i++) {
            last = crossed(last, base);
            all.addAll(last);
            limit(all);
        }
        return all;
    }

    private int exponent(int least) {
        int exponent = tokens.whole();
        if (exponent < least || exponent > MOST_POWER) {
            throw invalid(
                    "a power in a formula is from "
                            + least
                            + " to "
                            + MOST_POWER
                            + ", not "
                            + exponent);
        }
        return exponent;
    }

    private Set<Effect> atom() {
        if (tokens.accept("0")) {
            return Set.of();
        }
        if (tokens.accept("1")) {
            return Set.of(Effect.NONE);
        }
        if (tokens.accept("(")) {
            enter();
            Set<Effect> inner = new LinkedHashSet<>();
            sum(inner);
            tokens.expect(")");
            depth--;
            return inner;
        }
        return Set.of(new Effect(List.of(factor())));
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw invalid("brackets of a formula nest more than " + DEEPEST + " deep");
        }
    }

    private Factor factor() {
        String name = tokens.name();
        if (!tokens.accept("(")) {
            return new Factor.Plain(name);
        }
        enter();
        Factor factor = name.equals("C") ? coded() : applied(name);
        tokens.expect(")");
        depth--;
        return factor;
    }

    private Factor coded() {
        String variable = tokens.name();
        Coding coding = Coding.DUMMY;
        String reference = "";
        while (tokens.accept(",")) {
            String option = tokens.name();
            if (!tokens.accept("=")) {
                coding = coding(option);
            } else if (option.equals("ref")) {
                reference = tokens.text();
            } else if (option.equals("coding")) {
                coding = coding(tokens.text());
            } else {
                throw invalid(
                        "C() takes ref=\"LEVEL\" and coding=\"dummy\", \"sum\" or \"simple\"");
            }
        }
        return new Factor.Coded(variable, coding, reference);
    }

    private static Coding coding(String word) {
        return Stream.of(Coding.values())
                .filter(c -> c.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        invalid(
                                "a coding is \"dummy\", \"sum\" or \"simple\", as in C(group, sum)"));
    }

    private Factor applied(String name) {
        Function function =
                function(name)
                        .orElseThrow(() ->
                                invalid(
                                        "a formula knows log(x), exp(x), sqrt(x), I(x^2) and C(x, ref=\"LEVEL\"), but no"
                                                + " function of another name"));
        Factor inner = factor();
        List<Call> calls = new ArrayList<>();
        switch (inner) {
            case Factor.Plain _ -> {}
            case Factor.Applied(String _, List<Call> before) -> calls.addAll(before);
            case Factor.Coded _ ->
                    throw invalid("a function takes a numerical variable, not levels: " + name);
        }
        if (function == Function.POWER) {
            if (tokens.at(")") && !calls.isEmpty()) {
                return inner;
            }
            if (!tokens.accept("^") && !tokens.accept("**")) {
                throw tokens.unexpected("^ and a whole number, as in I(x^2)");
            }
            calls.add(new Call(function, exponent(2)));
        } else {
            calls.add(new Call(function, 0));
        }
        if (calls.size() > MOST_FACTORS) {
            throw invalid("functions of a formula nest more than " + MOST_FACTORS + " deep");
        }
        return new Factor.Applied(inner.variable(), calls);
    }

    private static Optional<Function> function(String name) {
        return Stream.of(Function.values()).filter(f -> f.word().equals(name)).findFirst();
    }

    private static Set<Effect> limit(Set<Effect> effects) {
        if (effects.size() > MOST_EFFECTS) {
            throw invalid("a formula has at most " + MOST_EFFECTS + " effects when multiplied out");
        }
        if (effects.stream().anyMatch(e -> e.factors().size() > MOST_FACTORS)) {
            throw invalid("an interaction has at most " + MOST_FACTORS + " factors");
        }
        return effects;
    }

    static KoinonException invalid(String message) {
        return new KoinonException(ErrorCode.INVALID_PARAMETER, message);
    }
}
