package koinon.master.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import koinon.master.experiments.Outcome;
import koinon.model.fitted.Exportable;
import koinon.model.result.Result;
import koinon.model.result.Statistic;

/**
 * The native API's {@code result}: what an algorithm returned and how it came about. {@code
 * statistics} holds the components of the algorithm's own record by their names, {@code
 * presentation} the tables and plots.
 */
public final class OutcomeJson {
    private static final ObjectMapper STATISTICS =
            JsonMapper.builder()
                    .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                    .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                    .addMixIn(Result.class, WithoutPresentation.class)
                    .addMixIn(Exportable.class, WithoutModel.class)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Statistic.class, new StatisticWriter())
                                    .addSerializer(Double.class, new NumberWriter())
                                    .addSerializer(double.class, new NumberWriter()))
                    .build();

    private OutcomeJson() {}

    /** The result as JSON text, as it is stored and served. */
    public static String write(Outcome outcome) {
        return Json.write(node(outcome));
    }

    /** The result as a tree. */
    public static ObjectNode node(Outcome outcome) {
        Result result = outcome.result();
        ObjectNode node = Json.object().put("method", result.method());
        node.set("warnings", Json.texts(result.warnings()));
        node.set("privacy", privacy(outcome.privacy()));
        ArrayNode sites = node.putArray("sites");
        outcome.sites().forEach(site -> sites.add(site(site)));
        node.set("rows", StatisticJson.write(outcome.rows()));
        node.set("dropped", dropped(outcome.missing(), outcome.outOfBounds()));
        node.set("statistics", STATISTICS.valueToTree(result));
        node.set("presentation", PresentationJson.write(result.presentation()));
        if (result instanceof Exportable exportable) {
            node.set("model", ModelJson.write(exportable.model()));
        }
        return node;
    }

    private static ObjectNode privacy(Outcome.Privacy privacy) {
        String text =
                switch (privacy) {
                    case MASKED ->
                            "Added under pairwise masks: nobody, the master included, saw the part"
                                    + " of one site.";
                    case SITE_RELEASE ->
                            "Not masked (fewer than three contributing sites, or masks off): the"
                                    + " master saw the part of each site.";
                };
        return Json.object().put("mode", lower(privacy)).put("text", text);
    }

    private static ObjectNode site(Outcome.SiteReport site) {
        ObjectNode node =
                Json.object()
                        .put("name", site.name())
                        .put("participation", lower(site.participation()))
                        .put("reason", site.reason());
        node.set("rows", StatisticJson.write(site.rows()));
        node.set("dropped", dropped(site.missing(), site.outOfBounds()));
        return node;
    }

    private static ObjectNode dropped(Statistic missing, Statistic outOfBounds) {
        ObjectNode node = Json.object();
        node.set("missing", StatisticJson.write(missing));
        node.set("outOfBounds", StatisticJson.write(outOfBounds));
        return node;
    }

    /** A statistic by itself. */
    public static ObjectNode statistic(Statistic statistic) {
        return StatisticJson.write(statistic);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @JsonIgnoreProperties("presentation")
    private interface WithoutPresentation {}

    @JsonIgnoreProperties({"presentation", "model"})
    private interface WithoutModel {}

    private static final class StatisticWriter extends JsonSerializer<Statistic> {
        @Override
        public void serialize(Statistic value, JsonGenerator to, SerializerProvider provider)
                throws IOException {
            to.writeTree(StatisticJson.write(value));
        }
    }

    private static final class NumberWriter extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator to, SerializerProvider provider)
                throws IOException {
            to.writeTree(StatisticJson.number(value));
        }
    }
}
