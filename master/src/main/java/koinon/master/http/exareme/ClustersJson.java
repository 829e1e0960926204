package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.algorithms.Clusters;
import koinon.master.json.Json;

/**
 * {@code kmeans} in the reference's shape. A centre that is suppressed or does not exist is a row
 * of nulls, because clients read the length of the first one.
 */
final class ClustersJson {
    private ClustersJson() {}

    static ObjectNode render(Clusters fit, Numbers numbers) {
        ObjectNode node = Json.object().put("title", "K-Means Centers").put("n_obs", fit.n());
        ArrayNode centres = node.putArray("centers");
        fit.clusters().forEach(cluster -> centres.add(numbers.list("centre", cluster.centre())));
        return node.put("converged", fit.converged());
    }
}
