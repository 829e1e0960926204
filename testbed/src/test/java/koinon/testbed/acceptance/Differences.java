package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Collects where an answer differs from what is expected; each difference is one line. */
final class Differences {
    private final List<String> lines = new ArrayList<>();

    /** What |actual − expected| may be: absolute + relative · |expected|; nothing is near ∞. */
    record Tolerance(double relative, double absolute) {
        boolean holds(double actual, double expected) {
            double most = absolute + relative * Math.abs(expected);
            return Math.abs(actual - expected) <= most && Double.isFinite(most);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Numbers, alone or in lists, within a tolerance; anything else exactly. */
    void numbers(String name, JsonNode actual, JsonNode expected, Tolerance tolerance) {
        if (expected.isArray()) {
            if (sized(name, actual, expected.size())) {
                for (int i = 0; i < expected.size(); i++) {
                    numbers(name + "[" + i + "]", actual.path(i), expected.path(i), tolerance);
                }
            }
        } else if (!expected.isNumber()) {
            exactly(name, actual, expected);
        } else if (!actual.isNumber()
                || !tolerance.holds(actual.doubleValue(), expected.doubleValue())) {
            differ(name, actual, expected);
        }
    }

    void number(String name, JsonNode actual, double expected, Tolerance tolerance) {
        numbers(name, actual, Api.JSON.getNodeFactory().numberNode(expected), tolerance);
    }

    /** Every number in a list, or the one, between two limits. */
    void between(String name, JsonNode actual, double least, double most) {
        if (actual.isArray()) {
            actual.forEach(element -> between(name, element, least, most));
        } else {
            holds(
                    name,
                    actual,
                    actual.isNumber() && actual.asDouble() >= least && actual.asDouble() <= most,
                    "from " + least + " to " + most);
        }
    }

    /** Equal as trees, whole numbers by their value whatever their kind. */
    void exactly(String name, JsonNode actual, JsonNode expected) {
        holds(name, actual, actual.equals(Differences::order, expected), expected);
    }

    /** Whether there are so many elements, or keys. */
    boolean sized(String name, JsonNode actual, int size) {
        holds(name + " (length)", actual.size(), actual.size() == size, size);
        return actual.size() == size;
    }

    /** A difference unless something holds. */
    void holds(String name, Object actual, boolean holds, Object expected) {
        if (!holds) {
            differ(name, actual, expected);
        }
    }

    private void differ(String name, Object actual, Object expected) {
        lines.add(name + ": " + shortened(actual) + " instead of " + shortened(expected));
    }

    private static int order(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return a.equals(b) ? 0 : 1;
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
