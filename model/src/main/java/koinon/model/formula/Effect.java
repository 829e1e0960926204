package koinon.model.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A main effect or an interaction: a product of different factors. Effects are equal when they have
 * the same factors, in whatever order.
 */
public record Effect(List<Factor> factors) {
    public Effect {
        factors = List.copyOf(factors);
        if (new HashSet<>(factors).size() != factors.size()) {
            throw new IllegalArgumentException("a factor stands twice in an effect");
        }
    }

    /** The empty product: the intercept. */
    static final Effect NONE = new Effect(List.of());

    /** The interaction of both; a factor of both stands once. */
    Effect times(Effect other) {
        List<Factor> all = new ArrayList<>(factors);
        other.factors.stream().filter(f -> !all.contains(f)).forEach(all::add);
        return new Effect(all);
    }

    Effect renamed(UnaryOperator<String> names) {
        return new Effect(factors.stream().map(f -> f.of(names.apply(f.variable()))).toList());
    }

    /** Codes of its variables. */
    public List<String> variables() {
        return factors.stream().map(Factor::variable).toList();
    }

    private Set<Factor> set() {
        return new HashSet<>(factors);
    }

    /** Whether every factor of another effect is one of this, too. */
    public boolean contains(Effect other) {
        return set().containsAll(other.factors);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Effect that && set().equals(that.set());
    }

    @Override
    public int hashCode() {
        return set().hashCode();
    }

    @Override
    public String toString() {
        return factors.stream().map(Factor::toString).collect(Collectors.joining(":"));
    }
}
