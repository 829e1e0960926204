package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import koinon.testbed.acceptance.Differences.Tolerance;

/** Compares principal components, clusters and separating planes. */
record GoldenStructure(Differences differences) {
    private static final Tolerance TOLERANCE = new Tolerance(1e-7, 1e-10);
    private static final Tolerance EXACT = new Tolerance(0, 0);
    private static final Tolerance COSINE = new Tolerance(0, 1e-7);

    /** Components whatever their sign; here the largest loading is positive. */
    void components(JsonNode actual, JsonNode expected) {
        differences.numbers("n_obs", actual.path("n_obs"), expected.path("n_obs"), EXACT);
        differences.numbers(
                "eigenvalues", actual.path("eigenvalues"), expected.path("eigen_vals"), TOLERANCE);
        JsonNode vectors = actual.path("eigenvectors");
        if (differences.sized("eigenvectors", vectors, expected.path("eigen_vecs").size())) {
            for (int i = 0; i < vectors.size(); i++) {
                String name = "eigenvector " + i;
                double cosine = Math.abs(cosine(vectors.path(i), expected.at("/eigen_vecs/" + i)));
                differences.holds(name + " cosine", cosine, COSINE.holds(cosine, 1), 1);
                double largest = largest(vectors.path(i));
                differences.holds(name + " largest", largest, largest > 0, "positive");
            }
        }
    }

    private static double cosine(JsonNode a, JsonNode b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            double x = a.path(i).asDouble(Double.NaN);
            double y = b.path(i).asDouble(Double.NaN);
            product += x * y;
            squaresOfA += x * x;
            squaresOfB += y * y;
        }
        return product / Math.sqrt(squaresOfA * squaresOfB);
    }

    private static double largest(JsonNode vector) {
        double largest = 0;
        for (JsonNode element : vector) {
            if (Math.abs(element.asDouble()) > Math.abs(largest)) {
                largest = element.asDouble();
            }
        }
        return largest;
    }

    /** Centres in their order: the start is the reference's. */
    void clusters(JsonNode actual, JsonNode expected) {
        differences.numbers("centers", actual.path("centers"), expected.path("centers"), TOLERANCE);
        differences.holds("converged", actual, actual.path("converged").asBoolean(), true);
    }

    /** The planes of the reference are means over workers of what each found alone. */
    void planes(JsonNode actual, JsonNode expected) {
        differences.numbers("n_obs", actual.path("n_obs"), expected.path("n_obs"), EXACT);
        for (String field : new String[] {"coeff", "support_vectors"}) {
            if (GoldenExceptions.hold("svm_scikit", field)) {
                differences.holds(field, actual, !actual.path(field).isEmpty(), "values");
                differences.between(field, actual.path(field), -1e9, 1e9);
            } else {
                differences.numbers(field, actual.path(field), expected.path(field), TOLERANCE);
            }
        }
    }
}
