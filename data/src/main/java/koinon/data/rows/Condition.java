package koinon.data.rows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import koinon.model.request.Filter;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import koinon.model.request.Literal;

/** What one rule of a filter asks of a value that is not missing. */
final class Condition {
    private Condition() {}

    static DoublePredicate onNumbers(Filter rule) {
        return switch (rule) {
            case Comparison c -> {
                double bound = number(c.value());
                yield value -> holds(c.operator(), Double.compare(value + 0.0, bound));
            }
            case Between b -> {
                double low = number(b.low());
                double high = number(b.high());
                yield value -> (low <= value && value <= high) == b.inside();
            }
            case In in -> {
                double[] sorted = in.values().stream().mapToDouble(Condition::number).toArray();
                Arrays.sort(sorted);
                yield value -> Arrays.binarySearch(sorted, value + 0.0) >= 0 == in.inside();
            }
            case And _, Or _, Missing _ -> throw notARule();
        };
    }

    static Predicate<String> onTexts(Filter rule) {
        return switch (rule) {
            case Comparison c -> {
                String bound = text(c.value());
                yield value -> holds(c.operator(), value.compareTo(bound));
            }
            case Between b -> {
                String low = text(b.low());
                String high = text(b.high());
                yield value ->
                        (low.compareTo(value) <= 0 && value.compareTo(high) <= 0) == b.inside();
            }
            case In in -> {
                List<String> texts = in.values().stream().map(Condition::text).toList();
                Set<String> set = new HashSet<>(texts);
                yield value -> set.contains(value) == in.inside();
            }
            case And _, Or _, Missing _ -> throw notARule();
        };
    }

    private static boolean holds(Filter.Comparator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static double number(Literal literal) {
        return switch (literal) {
            case Literal.Numeric(double value) -> value;
            case Literal.Text _ -> throw new IllegalStateException("a filter with a loose type");
        };
    }

    private static String text(Literal literal) {
        return switch (literal) {
            case Literal.Text(String value) -> value;
            case Literal.Numeric _ -> throw new IllegalStateException("a filter with a loose type");
        };
    }

    private static IllegalArgumentException notARule() {
        return new IllegalArgumentException(
                "a group or a test for missing values has no condition");
    }
}
