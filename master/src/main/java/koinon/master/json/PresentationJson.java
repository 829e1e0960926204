package koinon.master.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;

/** Tables and plots as JSON that any client can draw. */
final class PresentationJson {
    private PresentationJson() {}

    static ObjectNode write(Presentation presentation) {
        ObjectNode node = Json.object();
        node.set("tables", list(presentation.tables(), PresentationJson::table));
        node.set("plots", list(presentation.plots(), PresentationJson::plot));
        return node;
    }

    private static ObjectNode table(Table table) {
        ObjectNode node = Json.object().put("title", table.title()).put("note", table.note());
        node.set("columns", list(table.columns(), PresentationJson::column));
        ArrayNode rows = node.putArray("rows");
        table.rows().forEach(row -> rows.add(list(row, PresentationJson::cell)));
        return node;
    }

    private static ObjectNode column(Table.Column column) {
        return Json.object()
                .put("name", column.name())
                .put("format", column.format().name().toLowerCase(Locale.ROOT))
                .put("unit", column.unit());
    }

    private static ObjectNode cell(Table.Cell cell) {
        return switch (cell) {
            case Table.Cell.Text(String text) -> Json.object().put("text", text);
            case Table.Cell.Value(Statistic statistic) -> StatisticJson.write(statistic);
        };
    }

    private static ObjectNode plot(Plot plot) {
        return switch (plot) {
            case Plot.Forest forest -> forest(forest);
            case Plot.Histogram histogram -> histogram(histogram);
            case Plot.Bars bars -> bars(bars);
            case Plot.HeatMap map -> heatMap(map);
            case Plot.Boxes boxes -> boxes(boxes);
            case Plot.Curves curves -> curves(curves);
        };
    }

    private static ObjectNode typed(String type, Plot plot) {
        return Json.object().put("type", type).put("title", plot.title());
    }

    private static ObjectNode forest(Plot.Forest forest) {
        ObjectNode node = typed("forest", forest).put("axis", forest.axis());
        node.set("reference", StatisticJson.number(forest.reference()));
        node.set("estimates", list(forest.estimates(), PresentationJson::estimate));
        return node;
    }

    private static ObjectNode estimate(Plot.Estimate estimate) {
        ObjectNode node = Json.object().put("label", estimate.label());
        node.set("value", StatisticJson.write(estimate.value()));
        node.set("lower", StatisticJson.write(estimate.lower()));
        node.set("upper", StatisticJson.write(estimate.upper()));
        return node;
    }

    private static ObjectNode histogram(Plot.Histogram histogram) {
        ObjectNode node = typed("histogram", histogram).put("axis", histogram.axis());
        ArrayNode edges = node.putArray("edges");
        histogram.edges().forEach(edge -> edges.add(StatisticJson.number(edge)));
        node.set("series", list(histogram.series(), PresentationJson::series));
        return node;
    }

    private static ObjectNode bars(Plot.Bars bars) {
        ObjectNode node = typed("bars", bars).put("axis", bars.axis());
        node.set("categories", Json.texts(bars.categories()));
        node.set("series", list(bars.series(), PresentationJson::series));
        return node;
    }

    private static ObjectNode series(Plot.Series series) {
        ObjectNode node = Json.object().put("name", series.name());
        node.set("values", list(series.values(), StatisticJson::write));
        return node;
    }

    private static ObjectNode heatMap(Plot.HeatMap map) {
        ObjectNode node = typed("heat_map", map);
        node.set("rows", Json.texts(map.rows()));
        node.set("columns", Json.texts(map.columns()));
        ArrayNode values = node.putArray("values");
        map.values().forEach(row -> values.add(list(row, StatisticJson::write)));
        node.set("low", StatisticJson.number(map.low()));
        node.set("high", StatisticJson.number(map.high()));
        return node;
    }

    private static ObjectNode boxes(Plot.Boxes boxes) {
        ObjectNode node = typed("boxes", boxes).put("axis", boxes.axis());
        node.set("boxes", list(boxes.boxes(), PresentationJson::box));
        return node;
    }

    private static ObjectNode box(Plot.Box box) {
        ObjectNode node = Json.object().put("label", box.label());
        node.set("min", StatisticJson.write(box.min()));
        node.set("q1", StatisticJson.write(box.q1()));
        node.set("median", StatisticJson.write(box.median()));
        node.set("q3", StatisticJson.write(box.q3()));
        node.set("max", StatisticJson.write(box.max()));
        return node;
    }

    private static ObjectNode curves(Plot.Curves curves) {
        ObjectNode node =
                typed("curves", curves)
                        .put("xAxis", curves.xAxis())
                        .put("yAxis", curves.yAxis())
                        .put("steps", curves.steps())
                        .put("diagonal", curves.diagonal());
        node.set("curves", list(curves.curves(), PresentationJson::curve));
        return node;
    }

    private static ObjectNode curve(Plot.Curve curve) {
        ObjectNode node = Json.object().put("name", curve.name());
        ArrayNode x = node.putArray("x");
        curve.x().forEach(value -> x.add(StatisticJson.number(value)));
        node.set("y", list(curve.y(), StatisticJson::write));
        node.set("lower", list(curve.lower(), StatisticJson::write));
        node.set("upper", list(curve.upper(), StatisticJson::write));
        return node;
    }

    private static <T> ArrayNode list(List<T> elements, Function<T, ObjectNode> writer) {
        ArrayNode array = Json.array();
        elements.forEach(element -> array.add(writer.apply(element)));
        return array;
    }
}
