package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.algorithms.SeparatingPlanes;
import koinon.algorithms.SeparatingPlanes.Plane;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * {@code svm_scikit} in the reference's shape: means over the planes, of the weights and of the
 * support vectors' means. Support vectors themselves are persons' rows and are never here.
 */
final class SeparatingPlanesJson {
    private SeparatingPlanesJson() {}

    static ObjectNode render(SeparatingPlanes fit, Numbers numbers) {
        ObjectNode node = Json.object().put("title", "SVM Result").put("n_obs", fit.n());
        List<Integer> columns = IntStream.range(0, fit.covariates().size()).boxed().toList();
        node.set(
                "coeff",
                numbers.column(
                        "coeff",
                        columns,
                        j -> mean(fit, plane -> Statistic.of(plane.weights().get(j)))));
        return node.set(
                "support_vectors",
                numbers.column(
                        "support_vectors",
                        columns,
                        j -> mean(fit, plane -> plane.supportMeans().get(j))));
    }

    private static Statistic mean(SeparatingPlanes fit, Function<Plane, Statistic> of) {
        List<Statistic> all = fit.planes().stream().map(of).toList();
        return all.stream()
                .filter(statistic -> !(statistic instanceof Statistic.Known))
                .findFirst()
                .orElseGet(() ->
                        Statistic.of(
                                all.stream()
                                        .mapToDouble(Statistic::orNaN)
                                        .average()
                                        .orElse(Double.NaN)));
    }
}
