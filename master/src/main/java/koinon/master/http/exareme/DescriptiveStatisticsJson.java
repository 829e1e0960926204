package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.algorithms.DescriptiveStatistics.Nominal;
import koinon.algorithms.DescriptiveStatistics.Numeric;
import koinon.algorithms.DescriptiveStatistics.Row;
import koinon.algorithms.DescriptiveStatistics.Summary;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * {@code descriptive_stats} in the reference's shape: {@code data} is null where nothing may or can
 * be said, and quartiles over all datasets are null, for which the native API has values.
 */
final class DescriptiveStatisticsJson {
    private static final String ALL = "all datasets";

    private DescriptiveStatisticsJson() {}

    static ObjectNode render(Summary summary, Numbers numbers) {
        ObjectNode node = Json.object();
        node.set("variable_based", rows(summary.variableBased(), numbers));
        return node.set("model_based", rows(summary.modelBased(), numbers));
    }

    private static ArrayNode rows(List<Row> rows, Numbers numbers) {
        ArrayNode array = Json.array();
        for (Row row : rows) {
            ObjectNode node =
                    array.addObject().put("variable", row.variable()).put("dataset", row.dataset());
            node.set("data", data(row, numbers));
        }
        return array;
    }

    private static JsonNode data(Row row, Numbers numbers) {
        Numeric numeric = row.numeric();
        Nominal nominal = row.nominal();
        if (numeric != null && some(numeric.count())) {
            return numeric(numeric, row.dataset().equals(ALL), numbers);
        }
        if (nominal != null && some(nominal.count())) {
            return nominal(nominal, numbers);
        }
        return JsonNodeFactory.instance.nullNode();
    }

    private static boolean some(Statistic count) {
        return count instanceof Statistic.Known(double n) && n > 0;
    }

    private static ObjectNode counts(
            Numbers numbers, Statistic count, Statistic missing, Statistic total) {
        ObjectNode node = Json.object();
        node.set("num_dtps", numbers.count("num_dtps", count));
        node.set("num_na", numbers.count("num_na", missing));
        return node.set("num_total", numbers.count("num_total", total));
    }

    private static ObjectNode numeric(Numeric numeric, boolean all, Numbers numbers) {
        ObjectNode node = counts(numbers, numeric.count(), numeric.missing(), numeric.total());
        node.set("mean", numbers.number("mean", numeric.mean()));
        node.set("std", numbers.number("std", numeric.std()));
        node.set("min", numbers.number("min", numeric.min()));
        node.set("q1", quartile(numeric.q1(), all, numbers));
        node.set("q2", quartile(numeric.median(), all, numbers));
        node.set("q3", quartile(numeric.q3(), all, numbers));
        return node.set("max", numbers.number("max", numeric.max()));
    }

    private static JsonNode quartile(Statistic quartile, boolean all, Numbers numbers) {
        return all ? JsonNodeFactory.instance.nullNode() : numbers.number("a quartile", quartile);
    }

    private static ObjectNode nominal(Nominal nominal, Numbers numbers) {
        ObjectNode node = counts(numbers, nominal.count(), nominal.missing(), nominal.total());
        ObjectNode levels = node.putObject("counts");
        nominal.levels().forEach((level, n) -> levels.set(level, numbers.count("a count", n)));
        return node;
    }
}
