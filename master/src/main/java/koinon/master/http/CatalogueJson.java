package koinon.master.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import koinon.master.json.ExperimentJson;
import koinon.master.json.Json;
import koinon.master.json.OutcomeJson;
import koinon.master.registry.Catalogue;
import koinon.master.registry.Members;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.Variable;

/** Workers, data models and datasets as the native API shows them. */
public final class CatalogueJson {
    private CatalogueJson() {}

    static ObjectNode workers(List<Members.Member> members) {
        ObjectNode node = Json.object();
        ArrayNode workers = node.putArray("workers");
        for (Members.Member member : members) {
            ObjectNode worker =
                    workers.addObject()
                            .put("id", member.id())
                            .put("name", member.name())
                            .put("state", lower(member.state()));
            worker.set("lastContact", ExperimentJson.time(member.lastContact()));
            worker.put("version", member.version());
            worker.set("datasets", Json.texts(member.datasets()));
            worker.put("policy", member.policy());
        }
        return node;
    }

    static ObjectNode dataModels(Catalogue catalogue) {
        ObjectNode node = Json.object();
        ArrayNode models = node.putArray("dataModels");
        for (DataModel model : catalogue.dataModels()) {
            models.addObject()
                    .put("id", model.id())
                    .put("label", model.label())
                    .put("longitudinal", model.longitudinal())
                    .put("variables", model.variables().size())
                    .set("datasets", Json.texts(codes(catalogue, model.id())));
        }
        node.set("conflicts", Json.texts(catalogue.conflicts()));
        return node;
    }

    /** Codes of the datasets of a data model, sorted. */
    public static List<String> codes(Catalogue catalogue, String dataModel) {
        return catalogue.datasets(dataModel).stream().map(Catalogue.Dataset::code).toList();
    }

    static ObjectNode dataModel(DataModel model, Catalogue catalogue) {
        List<String> datasets = codes(catalogue, model.id());
        ObjectNode node =
                Json.object()
                        .put("id", model.id())
                        .put("label", model.label())
                        .put("longitudinal", model.longitudinal());
        node.set("root", group(model.root(), datasets));
        node.set("bounds", bounds(catalogue.grids(model.id())));
        return node;
    }

    /** What is published of each numerical variable: values beyond the bound are left out. */
    private static ObjectNode bounds(Map<String, Grid> grids) {
        ObjectNode node = Json.object();
        new TreeMap<>(grids)
                .forEach((variable, grid) ->
                        node.putObject(variable)
                                .put("bound", grid.bound())
                                .put("step", grid.step()));
        return node;
    }

    private static ObjectNode group(Group group, List<String> datasets) {
        ObjectNode node = Json.object().put("code", group.code()).put("label", group.label());
        ArrayNode variables = node.putArray("variables");
        group.variables().forEach(v -> variables.add(variable(withDatasets(v, datasets))));
        ArrayNode groups = node.putArray("groups");
        group.groups().forEach(child -> groups.add(group(child, datasets)));
        return node;
    }

    /** The variable that tells datasets apart has those that there are as its levels. */
    public static Variable withDatasets(Variable variable, List<String> datasets) {
        return variable.code().equals(DataModel.DATASET)
                ? variable.withLevels(
                        datasets.stream()
                                .map(code -> new Level(code, label(variable, code)))
                                .toList())
                : variable;
    }

    private static String label(Variable variable, String level) {
        int i = variable.levelIndex(level);
        return i < 0 ? level : variable.levels().get(i).label();
    }

    private static ObjectNode variable(Variable variable) {
        ObjectNode node =
                Json.object()
                        .put("code", variable.code())
                        .put("label", variable.label())
                        .put("description", variable.description())
                        .put("type", lower(variable.type()))
                        .put("kind", kind(variable));
        ArrayNode levels = node.putArray("levels");
        variable.levels()
                .forEach(l -> levels.addObject().put("code", l.code()).put("label", l.label()));
        node.put("units", variable.units());
        node.set("range", range(variable.range()));
        return node;
    }

    private static String kind(Variable variable) {
        if (variable.categorical()) {
            return "nominal";
        }
        return variable.numerical() ? "numerical" : "text";
    }

    private static JsonNode range(Range range) {
        if (range.equals(Range.UNBOUNDED)) {
            return JsonNodeFactory.instance.nullNode();
        }
        return Json.object()
                .<ObjectNode>set("min", SpecificationJson.bound(range.min()))
                .set("max", SpecificationJson.bound(range.max()));
    }

    static ObjectNode datasets(Members members) {
        Map<String, String> names =
                members.all().stream()
                        .collect(Collectors.toMap(Members.Member::id, Members.Member::name));
        Catalogue catalogue = members.catalogue();
        ObjectNode node = Json.object();
        ArrayNode datasets = node.putArray("datasets");
        for (DataModel model : catalogue.dataModels()) {
            Variable labels = model.require(DataModel.DATASET);
            for (Catalogue.Dataset dataset : catalogue.datasets(model.id())) {
                ObjectNode entry =
                        datasets.addObject()
                                .put("dataModel", model.id())
                                .put("code", dataset.code())
                                .put("label", label(labels, dataset.code()))
                                .put("worker", names.getOrDefault(dataset.worker(), ""));
                entry.set("rows", OutcomeJson.statistic(dataset.rows()));
                entry.set("variables", Json.texts(dataset.variables()));
            }
        }
        return node;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
