package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/** Statistics as plain numbers or null; remembers why, each reason once. */
final class Numbers {
    private static final int MOST_WARNINGS = 100;

    private final Set<String> warnings = new LinkedHashSet<>();

    void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        }
    }

    Collection<String> warnings() {
        return warnings;
    }

    JsonNode number(String name, Statistic statistic) {
        return switch (statistic) {
            case Statistic.Known(double value) -> number(name, value);
            case Statistic.Suppressed(String reason) -> none(name + " is suppressed: " + reason);
            case Statistic.Undefined(String reason) -> none(name + " is undefined: " + reason);
        };
    }

    JsonNode number(String name, double value) {
        return Double.isFinite(value)
                ? JsonNodeFactory.instance.numberNode(value)
                : none(name + " is not finite");
    }

    /**
     * The first outcome, where the reference's shape holds no more, with a warning about others.
     */
    <T> T first(List<T> outcomes) {
        if (outcomes.size() > 1) {
            warn(
                    "only the first of "
                            + outcomes.size()
                            + " outcomes is shown here; the native API shows all");
        }
        return outcomes.getFirst();
    }

    /** A whole number. */
    JsonNode count(String name, Statistic statistic) {
        return statistic instanceof Statistic.Known(double value) && Double.isFinite(value)
                ? JsonNodeFactory.instance.numberNode(Math.round(value))
                : number(name, statistic);
    }

    /** The reference's answer to 0 / 0 of a rate, with a warning that says so. */
    Statistic zeroForUndefined(String name, Statistic statistic) {
        if (statistic instanceof Statistic.Undefined(String reason)) {
            warn(name + " is 0 where it is undefined: " + reason);
            return Statistic.of(0.0);
        }
        return statistic;
    }

    ArrayNode list(String name, List<Statistic> statistics) {
        ArrayNode array = Json.array();
        statistics.forEach(statistic -> array.add(number(name, statistic)));
        return array;
    }

    /** One statistic of every element, for example the standard errors of all coefficients. */
    <T> ArrayNode column(String name, List<T> elements, Function<T, Statistic> of) {
        return list(name, elements.stream().map(of).toList());
    }

    private JsonNode none(String warning) {
        warn(warning);
        return JsonNodeFactory.instance.nullNode();
    }
}
