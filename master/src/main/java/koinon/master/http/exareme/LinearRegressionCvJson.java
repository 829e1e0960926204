package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.algorithms.Average;
import koinon.algorithms.LinearRegressionCv.Validated;
import koinon.master.json.Json;

/**
 * {@code linear_regression_cv} in the reference's shape: {@code mean_sq_error} holds the root mean
 * squared error, as there; each error is a pair of mean and standard deviation.
 */
final class LinearRegressionCvJson {
    private LinearRegressionCvJson() {}

    static ObjectNode render(Validated validated, Numbers numbers) {
        ObjectNode node = Json.object().put("dependent_var", validated.dependent());
        node.set("indep_vars", Json.texts(validated.terms()));
        ArrayNode trained = node.putArray("n_obs");
        validated.validations().forEach(v -> trained.add(v.train()));
        node.set("mean_sq_error", pair("mean_sq_error", validated.rmse(), numbers));
        node.set("r_squared", pair("r_squared", validated.rSquared(), numbers));
        node.set("mean_abs_error", pair("mean_abs_error", validated.meanAbsoluteError(), numbers));
        return node.set("f_stat", pair("f_stat", validated.f(), numbers));
    }

    private static ArrayNode pair(String name, Average average, Numbers numbers) {
        return numbers.list(name, List.of(average.mean(), average.sd()));
    }
}
