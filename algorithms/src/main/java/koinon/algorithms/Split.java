package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.stats.rows.Block;

/**
 * How rows are divided for validation. Every row stands in one part; validation v is tested on part
 * v and trains on all other rows. Rows that no validation is tested on stand in the last part.
 *
 * <p>Folds and the hold-out come from a keyed hash of the patient, hence neither from the order of
 * the rows nor from the site that holds them, and all rows of a patient stand in one part. Parts
 * are asked for in the same rounds, never one after another.
 */
sealed interface Split {
    /** One name per validation. */
    List<String> names();

    /** Variables that blocks must hold, in this order, for {@link #parts}. */
    List<String> variables();

    /**
     * The part of each row of a block.
     *
     * @param position of the first of {@link #variables} in the block
     */
    int[] parts(Block block, int position);

    /** Number of validations. */
    default int validations() {
        return names().size();
    }

    /** Number of parts: one per validation and the one of all other rows. */
    default int size() {
        return validations() + 1;
    }

    /** No validation: all rows train. */
    record Whole() implements Split {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public List<String> variables() {
            return List.of();
        }

        @Override
        public int[] parts(Block block, int position) {
            return new int[block.size()];
        }
    }

    /** As many validations as folds. */
    record Folds(int count) implements Split {
        @Override
        public List<String> names() {
            return IntStream.rangeClosed(1, count).mapToObj(i -> "fold_" + i).toList();
        }

        @Override
        public List<String> variables() {
            return List.of();
        }

        @Override
        public int[] parts(Block block, int position) {
            return block.folds(count);
        }
    }

    /** One validation, on the patients whose fold of 1000 lies below a mark. */
    record HoldOut(int perThousand) implements Split {
        @Override
        public List<String> names() {
            return List.of("holdout");
        }

        @Override
        public List<String> variables() {
            return List.of();
        }

        @Override
        public int[] parts(Block block, int position) {
            int[] folds = block.folds(1000);
            int[] parts = new int[block.size()];
            Arrays.setAll(parts, i -> folds[i] < perThousand ? 0 : 1);
            return parts;
        }
    }

    /**
     * One validation per dataset tested.
     *
     * @param requested all datasets of the question, in the order of their codes in a block
     * @param tested those to leave out, one at a time
     */
    record Datasets(List<String> requested, List<String> tested) implements Split {
        @Override
        public List<String> names() {
            return tested;
        }

        @Override
        public List<String> variables() {
            return List.of(DataModel.DATASET);
        }

        @Override
        public int[] parts(Block block, int position) {
            int[] byCode =
                    requested.stream()
                            .mapToInt(tested::indexOf)
                            .map(at -> at < 0 ? tested.size() : at)
                            .toArray();
            int[] codes = block.codes(position);
            int[] parts = new int[block.size()];
            Arrays.setAll(parts, i -> byCode[codes[i]]);
            return parts;
        }
    }

    /** The parameters that choose a split; {@link #of} reads them. */
    static List<ParameterSpec> parameters(String fallback) {
        List<String> kinds = new ArrayList<>(List.of("kfold", "holdout", "dataset"));
        if (fallback.equals("none")) {
            kinds.addFirst("none");
        }
        return List.of(
                ParameterSpec.optional(
                        "n_splits",
                        "Number of folds",
                        "How many folds a k-fold cross-validation has",
                        new ParameterSpec.Domain.Ints(2, 20),
                        new Parameter.Int(5)),
                ParameterSpec.optional(
                        "split",
                        "Validation",
                        "kfold: every fold of patients is predicted from the others; holdout: a"
                                + " fraction of the patients is kept aside; dataset: every dataset,"
                                + " or the one named, is predicted from the others (a site's own"
                                + " release where one site holds the dataset)",
                        new ParameterSpec.Domain.Choice(kinds),
                        new Parameter.Text(fallback)),
                ParameterSpec.optional(
                        "test_fraction",
                        "Fraction held out",
                        "Share of the patients that a hold-out keeps for the test",
                        new ParameterSpec.Domain.Reals(0.01, 0.99),
                        new Parameter.Real(0.2)),
                ParameterSpec.optional(
                        "test_dataset",
                        "Test dataset",
                        "The dataset to predict from the others; empty for each in turn",
                        new ParameterSpec.Domain.Texts(200),
                        new Parameter.Text("")));
    }

    /** The split a question asks for; refuses a test dataset that is not among its datasets. */
    static Split of(Question question) {
        return switch (question.text("split")) {
            case "kfold" -> new Folds(question.integer("n_splits"));
            case "holdout" -> new HoldOut((int) Math.rint(1000 * question.real("test_fraction")));
            case "dataset" -> datasets(question);
            default -> new Whole();
        };
    }

    private static Split datasets(Question question) {
        Variable variable = question.variable(DataModel.DATASET);
        List<String> requested = variable.levels().stream().map(Level::code).toList();
        String named = question.text("test_dataset");
        if (requested.size() < 2) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "leaving a dataset out needs at least two datasets; add one, or choose another"
                            + " 'split'");
        }
        if (!named.isEmpty() && !requested.contains(named)) {
            throw new KoinonException(
                    ErrorCode.UNKNOWN_DATASET,
                    "the test dataset must be one of the question's datasets: "
                            + String.join(", ", requested));
        }
        return new Datasets(requested, named.isEmpty() ? requested : List.of(named));
    }

    /** How a methods section says it. */
    default String inWords() {
        return switch (this) {
            case Whole _ -> "no validation";
            case Folds(int count) -> count + "-fold cross-validation, folds by patient";
            case HoldOut(int perThousand) ->
                    "validation on " + perThousand / 10.0 + " % of the patients held out";
            case Datasets(_, List<String> tested) ->
                    tested.size() == 1
                            ? "validation on dataset " + tested.getFirst()
                            : "leave-one-dataset-out validation";
        };
    }
}
