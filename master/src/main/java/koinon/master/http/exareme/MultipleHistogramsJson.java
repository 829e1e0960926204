package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.algorithms.MultipleHistograms.Histograms;
import koinon.algorithms.MultipleHistograms.Panel;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * {@code multiple_histograms} in the reference's shape, where a count of 0 and a suppressed one are
 * both null; the native API tells them apart.
 */
final class MultipleHistogramsJson {
    private MultipleHistogramsJson() {}

    static ObjectNode render(Histograms histograms) {
        ObjectNode node = Json.object();
        ArrayNode panels = node.putArray("histogram");
        histograms.panels().forEach(panel -> panels.add(panel(panel)));
        return node;
    }

    private static ObjectNode panel(Panel panel) {
        ObjectNode node =
                Json.object()
                        .put("var", panel.variable())
                        .put("grouping_var", panel.groupingVariable())
                        .put("grouping_enum", panel.groupingLevel());
        if (panel.edges().isEmpty()) {
            node.set("bins", Json.texts(panel.categories()));
        } else {
            ArrayNode bins = node.putArray("bins");
            panel.edges().forEach(edge -> bins.add(edge.doubleValue()));
        }
        ArrayNode counts = node.putArray("counts");
        panel.counts().forEach(count -> counts.add(count(count)));
        return node;
    }

    private static JsonNode count(Statistic count) {
        return count instanceof Statistic.Known(double value) && value > 0
                ? JsonNodeFactory.instance.numberNode(Math.round(value))
                : JsonNodeFactory.instance.nullNode();
    }
}
