package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Cells as texts. What is suppressed or undefined gets a mark instead of a number, and its reason
 * goes to the legend.
 */
final class Cells {
    static final String SUPPRESSED = "‹suppressed›";
    static final String UNDEFINED = "–";

    private final Map<String, Set<String>> reasons = new LinkedHashMap<>();

    /** The text of a cell in a column of this format. */
    String text(JsonNode cell, String format) {
        if (cell.has("suppressed")) {
            return marked(SUPPRESSED, cell.path("suppressed").asText());
        }
        if (cell.has("undefined")) {
            return marked(UNDEFINED, cell.path("undefined").asText());
        }
        if (cell.has("text")) {
            return cell.path("text").asText();
        }
        JsonNode value = cell.path("value");
        if (value.isTextual() || value.isNumber()) {
            return formatted(value.isNumber() ? value.asDouble() : infinite(value), format);
        }
        return marked(UNDEFINED, "no value was sent");
    }

    /** One line for each reason that was met, in the order of the table. */
    Set<String> legend() {
        Set<String> lines = new LinkedHashSet<>();
        reasons.forEach((mark, texts) -> texts.forEach(reason -> lines.add(mark + " " + reason)));
        return lines;
    }

    private String marked(String mark, String reason) {
        reasons.computeIfAbsent(mark, _ -> new LinkedHashSet<>())
                .add(reason.isBlank() ? "no reason given" : reason);
        return mark;
    }

    private static double infinite(JsonNode value) {
        return switch (value.asText()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private String formatted(double value, String format) {
        if (Double.isNaN(value)) {
            return marked(UNDEFINED, "no value was sent");
        }
        return switch (format) {
            case "count" -> NumberText.count(value);
            case "p_value" -> NumberText.probability(value);
            case "percent" -> NumberText.percent(value);
            default -> NumberText.number(value);
        };
    }
}
