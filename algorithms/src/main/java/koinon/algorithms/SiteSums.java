package koinon.algorithms;

import koinon.model.formula.Formula;
import koinon.model.metadata.DataModel;
import koinon.model.request.Parameter;

/** Which questions ask for sums of single datasets, by what their parameters say. */
final class SiteSums {
    private SiteSums() {}

    /**
     * A validation on single datasets, or a formula with interactions of {@code dataset}, whose
     * columns are those of one dataset alone. A main effect of {@code dataset} tells counts and
     * means only, which are descriptives.
     */
    static boolean told(Question question) {
        boolean split =
                question.request().parameters().get("split") instanceof Parameter.Text(String kind)
                        && kind.equals("dataset");
        boolean crossed =
                question.request().parameters().get("formula")
                                instanceof Parameter.Text(String text)
                        && !text.isEmpty()
                        && Formula.parse(text).effects().stream()
                                .anyMatch(e ->
                                        e.factors().size() > 1
                                                && e.variables().contains(DataModel.DATASET));
        return split || crossed;
    }
}
