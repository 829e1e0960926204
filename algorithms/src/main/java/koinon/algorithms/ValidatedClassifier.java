package koinon.algorithms;

import java.util.List;
import java.util.stream.IntStream;
import koinon.model.result.Presentation;
import koinon.model.result.Result;

/**
 * How well a classifier predicts each part from the others.
 *
 * @param classifier in the words of a methods section
 * @param levels of the outcome
 * @param total all tested rows together
 */
public record ValidatedClassifier(
        String dependent,
        String classifier,
        List<String> levels,
        String split,
        List<Tested> validations,
        ClassificationMetrics total,
        List<String> warnings)
        implements Result {
    public ValidatedClassifier {
        levels = List.copyOf(levels);
        validations = List.copyOf(validations);
        warnings = List.copyOf(warnings);
    }

    /** The validations of a split, from pooled counts in which they stand first. */
    static List<Tested> tested(Split split, ScoreCounts.Pool pool, long rows) {
        return IntStream.range(0, split.validations())
                .mapToObj(v -> pool.tested(split.names().get(v), v, rows - pool.rows(v)))
                .toList();
    }

    @Override
    public String method() {
        return classifier
                + "; "
                + split
                + "; area under the curve by Mann–Whitney over binned scores, interval by DeLong";
    }

    @Override
    public Presentation presentation() {
        return Tested.presentation("Prediction of " + dependent + ": " + split, validations, total);
    }
}
