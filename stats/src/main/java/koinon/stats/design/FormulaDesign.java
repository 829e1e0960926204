package koinon.stats.design;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import koinon.model.formula.Effect;
import koinon.model.formula.Factor;
import koinon.model.formula.Formula;

/**
 * The terms of a design for a formula, coded so that no column is implied by the coding of others:
 * a factor has contrasts where the effect without it is in the model already, and a column for
 * every level where it is not.
 *
 * <pre>
 *   a:b  spans  1 + a⁻ + b⁻ + a⁻:b⁻      a⁻: contrasts of a
 *   what earlier effects span is left out; the rest is joined again, 1 + a⁻ = a with all levels
 * </pre>
 *
 * <p>Effects without numerical factors come first, then those of each set of numerical factors in
 * order of appearance; within these those of fewer factors first. Source: the algorithm of patsy
 * 0.5, "redundancy" (N. Smith), after Wilkinson and Rogers, Applied Statistics 22 (1973).
 */
public final class FormulaDesign {
    /** The terms of one effect. */
    public record Part(Effect effect, List<Term> terms) {
        public Part {
            terms = List.copyOf(terms);
        }

        public int width() {
            return terms.stream().mapToInt(Term::width).sum();
        }
    }

    /** A categorical factor with contrasts, or with a column for every level. */
    private record Coded(Factor factor, boolean full) {}

    private final Function<Factor, Term> basis;
    private final List<Part> parts = new ArrayList<>();

    private FormulaDesign(Function<Factor, Term> basis) {
        this.basis = basis;
    }

    /**
     * The terms of every effect, in the order of the columns.
     *
     * @param basis the term of a factor; a {@link CategoricalTerm} with contrasts for levels
     */
    public static List<Part> of(Formula formula, Function<Factor, Term> basis) {
        FormulaDesign design = new FormulaDesign(basis);
        Map<Set<Factor>, List<Effect>> groups = new LinkedHashMap<>();
        groups.put(Set.of(), new ArrayList<>());
        for (Effect effect : formula.effects()) {
            groups.computeIfAbsent(design.numerical(effect), _ -> new ArrayList<>()).add(effect);
        }
        groups.forEach((numbers, effects) -> {
            Set<Set<Coded>> spanned = new HashSet<>();
            if (numbers.isEmpty() && formula.intercept()) {
                spanned.add(Set.of());
            }
            effects.sort(Comparator.comparingInt(effect -> effect.factors().size()));
            effects.forEach(effect -> design.add(effect, spanned));
        });
        return List.copyOf(design.parts);
    }

    private boolean categorical(Factor factor) {
        return basis.apply(factor) instanceof CategoricalTerm;
    }

    private Set<Factor> numerical(Effect effect) {
        return effect.factors().stream().filter(f -> !categorical(f)).collect(Collectors.toSet());
    }

    private void add(Effect effect, Set<Set<Coded>> spanned) {
        List<Factor> factors = effect.factors().stream().filter(this::categorical).toList();
        List<Set<Coded>> fresh = new ArrayList<>();
        for (Set<Coded> span : subsets(factors)) {
            if (spanned.add(span)) {
                fresh.add(span);
            }
        }
        while (joined(fresh)) {
            // Each turn joins two spans into one.
        }
        List<Term> terms =
                fresh.stream()
                        .map(span -> term(effect, span))
                        .filter(term -> term.width() > 0)
                        .toList();
        parts.add(new Part(effect, terms));
    }

    /** All subsets of factors, with contrasts, the smaller ones first. */
    private static List<Set<Coded>> subsets(List<Factor> factors) {
        List<Set<Coded>> subsets = new ArrayList<>();
        for (int mask = 0; mask < 1 << factors.size(); mask++) {
            Set<Coded> subset = new LinkedHashSet<>();
            for (int f = 0; f < factors.size(); f++) {
                if ((mask >> f & 1) == 1) {
                    subset.add(new Coded(factors.get(f), false));
                }
            }
            subsets.add(subset);
        }
        subsets.sort(Comparator.comparingInt(Set::size));
        return subsets;
    }

    /** Joins the first span with one that has a single factor more: 1 + a⁻ is a. */
    private static boolean joined(List<Set<Coded>> spans) {
        for (int s = 0; s < spans.size(); s++) {
            for (int l = s + 1; l < spans.size(); l++) {
                Set<Coded> small = spans.get(s);
                Set<Coded> large = spans.get(l);
                if (large.size() == small.size() + 1 && large.containsAll(small)) {
                    Set<Coded> whole = new LinkedHashSet<>();
                    for (Coded coded : large) {
                        whole.add(small.contains(coded) ? coded : new Coded(coded.factor(), true));
                    }
                    spans.set(l, whole);
                    spans.remove(s);
                    return true;
                }
            }
        }
        return false;
    }

    private Term term(Effect effect, Set<Coded> span) {
        List<Term> factors = new ArrayList<>();
        for (Factor factor : effect.factors()) {
            Term term = basis.apply(factor);
            if (!(term instanceof CategoricalTerm levels)) {
                factors.add(term);
            } else if (span.contains(new Coded(factor, true))) {
                factors.add(levels.full());
            } else if (span.contains(new Coded(factor, false))) {
                factors.add(levels);
            }
        }
        return factors.size() == 1 ? factors.getFirst() : new InteractionTerm(factors);
    }
}
