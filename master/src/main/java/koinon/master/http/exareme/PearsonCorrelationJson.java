package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.algorithms.PearsonCorrelation.Matrix;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * {@code pearson_correlation} in the reference's shape: tables with the x as {@code variables} and
 * a row under the name of each y. Clients take every other key in a table for a variable.
 */
final class PearsonCorrelationJson {
    private PearsonCorrelationJson() {}

    static ObjectNode render(Matrix matrix, Numbers numbers) {
        ObjectNode node =
                Json.object().put("title", "Pearson Correlation Matrix").put("n_obs", matrix.n());
        node.set("correlations", table(matrix, numbers, "correlation", matrix.r()));
        node.set("p_values", table(matrix, numbers, "p_value", matrix.p()));
        node.set("ci_hi", table(matrix, numbers, "ci_hi", matrix.upper()));
        return node.set("ci_lo", table(matrix, numbers, "ci_lo", matrix.lower()));
    }

    private static ObjectNode table(
            Matrix matrix, Numbers numbers, String name, List<List<Statistic>> rows) {
        ObjectNode node = Json.object();
        node.set("variables", Json.texts(matrix.x()));
        for (int i = 0; i < rows.size(); i++) {
            node.set(matrix.y().get(i), numbers.list(name, rows.get(i)));
        }
        return node;
    }
}
