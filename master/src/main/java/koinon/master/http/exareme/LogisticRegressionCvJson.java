package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import koinon.algorithms.Average;
import koinon.algorithms.LogisticRegressionCv.Validated;
import koinon.algorithms.Roc;
import koinon.algorithms.Tested;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/** {@code logistic_regression_cv} in the reference's shape. */
final class LogisticRegressionCvJson {
    private LogisticRegressionCvJson() {}

    static ObjectNode render(Validated validated, Numbers numbers) {
        ObjectNode node = Json.object().put("dependent_var", validated.dependent());
        node.set("indep_vars", Json.texts(validated.terms()));
        node.set("summary", summary(validated.validations(), numbers));
        ObjectNode matrix = node.putObject("confusion_matrix");
        List<List<Statistic>> cells = validated.total().confusion();
        matrix.set("tp", numbers.count("tp", cells.get(0).get(0)));
        matrix.set("fp", numbers.count("fp", cells.get(1).get(0)));
        matrix.set("tn", numbers.count("tn", cells.get(1).get(1)));
        matrix.set("fn", numbers.count("fn", cells.get(0).get(1)));
        ArrayNode curves = node.putArray("roc_curves");
        validated.validations().forEach(fold -> curves.add(curve(fold, numbers)));
        return node;
    }

    private static ObjectNode summary(List<Tested> folds, Numbers numbers) {
        ObjectNode node = Json.object();
        List<String> names = new ArrayList<>(folds.stream().map(Tested::name).toList());
        names.add("average");
        names.add("stdev");
        node.set("row_names", Json.texts(names));
        ArrayNode trained = node.putArray("n_obs");
        folds.forEach(fold -> trained.add(fold.train()));
        trained.addNull().addNull();
        node.set("accuracy", column("accuracy", folds, f -> f.metrics().accuracy(), numbers));
        node.set("precision", column("precision", folds, f -> f.positive().precision(), numbers));
        node.set("recall", column("recall", folds, f -> f.positive().recall(), numbers));
        return node.set("fscore", column("fscore", folds, f -> f.positive().f(), numbers));
    }

    /** A value per fold, their mean and their standard deviation; 0 / 0 counts as 0, as there. */
    private static ArrayNode column(
            String name, List<Tested> folds, Function<Tested, Statistic> of, Numbers numbers) {
        List<Statistic> values =
                new ArrayList<>(
                        folds.stream()
                                .map(of)
                                .map(s -> numbers.zeroForUndefined(name, s))
                                .toList());
        Average average = Average.of(values);
        values.add(average.mean());
        values.add(average.sd());
        return numbers.list(name, values);
    }

    private static ObjectNode curve(Tested fold, Numbers numbers) {
        Roc roc = fold.curves().getFirst();
        ObjectNode node = Json.object().put("name", fold.name());
        roc.truePositive().forEach(node.putArray("tpr")::add);
        roc.falsePositive().forEach(node.putArray("fpr")::add);
        return node.set("auc", numbers.number("auc", roc.auc()));
    }
}
