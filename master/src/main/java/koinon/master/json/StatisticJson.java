package koinon.master.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.model.result.Statistic;

/**
 * Statistics as {@code {"value": 1.5}}, {@code {"suppressed": reason}} or {@code {"undefined":
 * reason}}. Infinite numbers are the texts "Infinity" and "-Infinity", because JSON has none.
 */
final class StatisticJson {
    private StatisticJson() {}

    static ObjectNode write(Statistic statistic) {
        return switch (statistic) {
            case Statistic.Known(double value) -> Json.object().set("value", number(value));
            case Statistic.Suppressed(String reason) -> Json.object().put("suppressed", reason);
            case Statistic.Undefined(String reason) -> Json.object().put("undefined", reason);
        };
    }

    /** A number; infinite ones as text. */
    static JsonNode number(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalStateException("a result holds NaN where a statistic belongs");
        }
        return Double.isInfinite(value)
                ? JsonNodeFactory.instance.textNode(Double.toString(value))
                : FilterJson.number(value);
    }
}
