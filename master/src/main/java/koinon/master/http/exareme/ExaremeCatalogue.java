package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import koinon.master.http.CatalogueJson;
import koinon.master.json.Json;
import koinon.master.registry.Catalogue;
import koinon.master.registry.Members;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;

/** The catalogue in the reference's five forms. */
final class ExaremeCatalogue {
    private final Members members;

    ExaremeCatalogue(Members members) {
        this.members = members;
    }

    /** {@code {data_model: [dataset]}}. */
    JsonNode datasets() {
        return byModel((catalogue, model) -> Json.texts(codes(catalogue, model)));
    }

    /** {@code {data_model: {dataset: worker_id}}}. */
    JsonNode locations() {
        return byDataset(d -> JsonNodeFactory.instance.textNode(d.worker()));
    }

    /** {@code {data_model: {dataset: [variable]}}}, those really present. */
    JsonNode variables() {
        return byDataset(d -> Json.texts(d.variables()));
    }

    /** {@code {data_model: {code: description}}}. */
    JsonNode metadata() {
        return byModel((catalogue, model) -> {
            List<String> datasets = codes(catalogue, model);
            ObjectNode node = Json.object();
            for (Variable variable : model.variables()) {
                node.set(variable.code(), metadata(CatalogueJson.withDatasets(variable, datasets)));
            }
            return node;
        });
    }

    private static ObjectNode metadata(Variable variable) {
        ObjectNode node =
                Json.object()
                        .put("code", variable.code())
                        .put("label", variable.label())
                        .put("sql_type", sqlType(variable))
                        .put("is_categorical", variable.categorical());
        if (variable.categorical()) {
            ObjectNode levels = node.putObject("enumerations");
            variable.levels().forEach(level -> levels.put(level.code(), level.label()));
        } else {
            node.putNull("enumerations");
        }
        node.set("min", bound(variable, variable.range().min()));
        return node.set("max", bound(variable, variable.range().max()));
    }

    private static JsonNode bound(Variable variable, double value) {
        if (Double.isInfinite(value)) {
            return JsonNodeFactory.instance.nullNode();
        }
        return variable.type() == SqlType.INT
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    private static String sqlType(Variable variable) {
        return variable.type().name().toLowerCase(Locale.ROOT);
    }

    /** {@code {data_model: {tags, properties: {cdes: [tree]}}}}. */
    JsonNode attributes() {
        return byModel((catalogue, model) -> {
            ObjectNode node = Json.object();
            ArrayNode tags = node.putArray("tags");
            if (model.longitudinal()) {
                tags.add("longitudinal");
            }
            node.putObject("properties").putArray("cdes").add(tree(catalogue, model));
            return node;
        });
    }

    /** The tree as published, or made anew, with the datasets that there are. */
    private static JsonNode tree(Catalogue catalogue, DataModel model) {
        List<String> datasets = codes(catalogue, model);
        JsonNode tree = catalogue.metadataJson(model.id()).map(Json::parse).orElse(null);
        if (tree == null) {
            return rootNode(model, datasets);
        }
        ArrayNode levels =
                levels(
                        CatalogueJson.withDatasets(model.require(DataModel.DATASET), datasets)
                                .levels());
        replaceDatasets(tree, levels);
        return tree;
    }

    private static void replaceDatasets(JsonNode group, ArrayNode levels) {
        for (JsonNode variable : group.path("variables")) {
            if (variable.path("code").asText().equals(DataModel.DATASET)) {
                ((ObjectNode) variable).set("enumerations", levels);
            }
        }
        group.path("groups").forEach(child -> replaceDatasets(child, levels));
    }

    private static ObjectNode rootNode(DataModel model, List<String> datasets) {
        ObjectNode node = group(model.root(), datasets).put("version", model.version());
        node.put("code", model.code());
        return model.longitudinal() ? node.put("longitudinal", true) : node;
    }

    private static ObjectNode group(Group group, List<String> datasets) {
        ObjectNode node = Json.object().put("code", group.code()).put("label", group.label());
        ArrayNode variables = node.putArray("variables");
        group.variables()
                .forEach(v -> variables.add(leaf(CatalogueJson.withDatasets(v, datasets))));
        ArrayNode groups = node.putArray("groups");
        group.groups().forEach(child -> groups.add(group(child, datasets)));
        return node;
    }

    private static ObjectNode leaf(Variable variable) {
        ObjectNode node =
                Json.object()
                        .put("code", variable.code())
                        .put("label", variable.label())
                        .put("description", variable.description())
                        .put("sql_type", sqlType(variable))
                        .put("isCategorical", variable.categorical())
                        .put("units", variable.units())
                        .put("methodology", variable.methodology());
        if (variable.categorical()) {
            node.set("enumerations", levels(variable.levels()));
        }
        return node;
    }

    private static ArrayNode levels(List<Level> levels) {
        ArrayNode array = Json.array();
        levels.forEach(l -> array.addObject().put("code", l.code()).put("label", l.label()));
        return array;
    }

    private static List<String> codes(Catalogue catalogue, DataModel model) {
        return CatalogueJson.codes(catalogue, model.id());
    }

    private interface OfModel {
        JsonNode of(Catalogue catalogue, DataModel model);
    }

    private ObjectNode byModel(OfModel content) {
        Catalogue catalogue = members.catalogue();
        ObjectNode node = Json.object();
        catalogue.dataModels().forEach(m -> node.set(m.id(), content.of(catalogue, m)));
        return node;
    }

    private ObjectNode byDataset(Function<Catalogue.Dataset, JsonNode> content) {
        return byModel((catalogue, model) -> {
            ObjectNode node = Json.object();
            catalogue.datasets(model.id()).forEach(d -> node.set(d.code(), content.apply(d)));
            return node;
        });
    }
}
