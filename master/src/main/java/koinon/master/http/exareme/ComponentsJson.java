package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.algorithms.Components;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * {@code pca} and {@code pca_with_transformation} in the reference's shape: a row of {@code
 * eigenvectors} is a component.
 */
final class ComponentsJson {
    private ComponentsJson() {}

    static ObjectNode render(Components fit, Numbers numbers) {
        ObjectNode node =
                Json.object().put("title", "Eigenvalues and Eigenvectors").put("n_obs", fit.n());
        node.set("eigenvalues", list("eigenvalue", fit.eigenvalues(), numbers));
        ArrayNode vectors = node.putArray("eigenvectors");
        fit.vectors().forEach(vector -> vectors.add(list("eigenvector", vector, numbers)));
        return node;
    }

    private static ArrayNode list(String name, List<Double> values, Numbers numbers) {
        return numbers.list(name, values.stream().map(Statistic::of).toList());
    }
}
