package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Made-up data of any size: data model {@code trial:1.0} with the outcome {@code healed} (yes, no),
 * the numbers {@code dose} and {@code weight}, and the groups {@code arm}. The same for the same
 * dataset and number of rows.
 */
final class Trial {
    static final String MODEL = "trial:1.0";
    static final List<String> DATASETS = List.of("alpha", "beta", "gamma");

    private Trial() {}

    /** Writes the folder of a worker that holds one dataset. */
    static Path write(Path data, String dataset, int rows) {
        Path folder = data.resolve("trial_v_1_0");
        Folder.write(folder.resolve("CDEsMetadata.json"), metadata());
        Folder.write(folder.resolve(dataset + ".csv"), csv(dataset, rows));
        return data;
    }

    static String metadata() {
        ObjectNode model = Api.JSON.createObjectNode();
        model.put("code", "trial").put("version", "1.0").put("label", "Trial");
        model.put("longitudinal", false);
        ArrayNode variables = model.putArray("variables");
        variable(variables, "subjectid", "text");
        levels(variable(variables, "dataset", "nominal"), DATASETS);
        levels(variable(variables, "healed", "nominal"), List.of("yes", "no"));
        levels(variable(variables, "arm", "nominal"), List.of("a", "b", "c"));
        variable(variables, "dose", "real").put("minValue", 0).put("maxValue", 10);
        variable(variables, "weight", "real").put("minValue", 30).put("maxValue", 150);
        model.putArray("groups");
        return model.toString();
    }

    private static ObjectNode variable(ArrayNode variables, String code, String type) {
        boolean real = type.equals("real");
        return variables
                .addObject()
                .put("code", code)
                .put("label", code)
                .put("description", "")
                .put("sql_type", real ? "real" : "text")
                .put("isCategorical", type.equals("nominal"))
                .put("type", type)
                .put("units", "")
                .put("methodology", "synthetic");
    }

    private static void levels(ObjectNode variable, List<String> codes) {
        ArrayNode levels = variable.putArray("enumerations");
        codes.forEach(code -> levels.addObject().put("code", code).put("label", code));
    }

    static String csv(String dataset, int rows) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(dataset.hashCode());
        StringBuilder text = new StringBuilder("subjectid,dataset,healed,arm,dose,weight\n");
        for (int row = 0; row < rows; row++) {
            double dose = random.nextInt(1000) / 100.0;
            double weight = random.nextInt(400, 1200) / 10.0;
            boolean healed = random.nextDouble() < 1 / (1 + Math.exp(2 - 0.4 * dose));
            text.append(dataset).append(row).append(',').append(dataset).append(',');
            text.append(healed ? "yes," : "no,").append("abc".charAt(row % 3)).append(',');
            text.append(String.format(Locale.ROOT, "%.2f,%.1f%n", dose, weight));
        }
        return text.toString();
    }

    /** A question of several rounds over datasets of the trial. */
    static ObjectNode regression(List<String> datasets) {
        ObjectNode question =
                Api.question("logistic_regression", MODEL, datasets, List.of("healed"));
        question.putArray("x").add("dose").add("weight").add("arm");
        question.putObject("parameters").put("positive_class", "yes");
        return question;
    }

    /** A question that one site may answer alone. */
    static ObjectNode description(String dataset) {
        return Api.question("descriptive_stats", MODEL, List.of(dataset), List.of("dose"));
    }
}
