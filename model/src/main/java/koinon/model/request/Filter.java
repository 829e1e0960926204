package koinon.model.request;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rows a question is about: a typed tree over variables of the data model. A comparison with
 * a missing value is never true, nor is its opposite (as in SQL).
 */
public sealed interface Filter {
    /** No filter: every row. */
    static Filter all() {
        return new And(List.of());
    }

    record And(List<Filter> children) implements Filter {
        public And {
            children = List.copyOf(children);
        }
    }

    record Or(List<Filter> children) implements Filter {
        public Or {
            children = List.copyOf(children);
        }
    }

    record Comparison(String variable, Comparator operator, Literal value) implements Filter {}

    /** low ≤ variable ≤ high, or, when not inside, the opposite. */
    record Between(String variable, Literal low, Literal high, boolean inside) implements Filter {}

    /** variable is one of the values, or, when not inside, none of them. */
    record In(String variable, List<Literal> values, boolean inside) implements Filter {
        public In {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a list of values must not be empty");
            }
        }
    }

    /** variable is missing, or, when not missing, present. */
    record Missing(String variable, boolean missing) implements Filter {}

    /** Operators of a comparison, with the names of the reference's grammar. */
    enum Comparator {
        EQUAL("equal"),
        NOT_EQUAL("not_equal"),
        LESS("less"),
        LESS_OR_EQUAL("less_or_equal"),
        GREATER("greater"),
        GREATER_OR_EQUAL("greater_or_equal");

        private final String word;

        Comparator(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Every variable that the filter reads, sorted. */
    default Set<String> variables() {
        Set<String> names = new TreeSet<>();
        collect(this, names);
        return names;
    }

    private static void collect(Filter filter, Set<String> names) {
        switch (filter) {
            case And(List<Filter> children) -> children.forEach(c -> collect(c, names));
            case Or(List<Filter> children) -> children.forEach(c -> collect(c, names));
            case Comparison c -> names.add(c.variable());
            case Between b -> names.add(b.variable());
            case In in -> names.add(in.variable());
            case Missing m -> names.add(m.variable());
        }
    }
}
