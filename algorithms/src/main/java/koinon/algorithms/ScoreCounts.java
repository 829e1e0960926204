package koinon.algorithms;

import java.util.Arrays;
import java.util.List;
import koinon.algorithms.Question.Disclosure;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.VectorSchema;

/**
 * What tested rows leave behind, per validation: how many of each actual level were predicted as
 * each level, and, per curve, how many with and without its level have a score in each bin of the
 * grid.
 *
 * @param levels of the outcome that are told apart
 * @param curves positions of the levels that get a curve
 */
record ScoreCounts(int validations, List<String> levels, List<Integer> curves) {
    private static final String CONFUSION = "confusion";
    private static final String SCORES = "scores";

    ScoreCounts {
        levels = List.copyOf(levels);
        curves = List.copyOf(curves);
    }

    Roc.Grid grid() {
        return Roc.Grid.of(validations * curves.size());
    }

    VectorSchema schema() {
        int cells = validations * levels.size() * levels.size();
        return VectorSchema.of(
                Field.counts(CONFUSION, cells),
                Field.counts(SCORES, validations * curves.size() * 2 * grid().bins()));
    }

    Tally tally() {
        return new Tally(this);
    }

    /** One thread's counts. */
    static final class Tally {
        private final ScoreCounts layout;
        private final Roc.Grid grid;
        private final long[] confusion;
        private final long[] scores;

        private Tally(ScoreCounts layout) {
            this.layout = layout;
            this.grid = layout.grid();
            this.confusion = new long[layout.schema().field(CONFUSION).length()];
            this.scores = new long[layout.schema().field(SCORES).length()];
        }

        /** A row of an actual level, predicted as another or the same. */
        void predict(int validation, int actual, int predicted) {
            int size = layout.levels.size();
            confusion[(validation * size + actual) * size + predicted]++;
        }

        /**
         * The score of a row on a curve.
         *
         * @param negative whether the row lacks the curve's level
         * @param eta log odds of having it
         */
        void score(int validation, int curve, boolean negative, double eta) {
            scores[layout.offset(validation, curve, negative) + grid.bin(eta)]++;
        }

        Tally merge(Tally other) {
            Arrays.setAll(confusion, i -> confusion[i] + other.confusion[i]);
            Arrays.setAll(scores, i -> scores[i] + other.scores[i]);
            return this;
        }

        ExactVector vector() {
            return ExactVector.builder(layout.schema())
                    .add(CONFUSION, confusion)
                    .add(SCORES, scores)
                    .build();
        }
    }

    private int offset(int validation, int curve, boolean negative) {
        return ((validation * curves.size() + curve) * 2 + (negative ? 1 : 0)) * grid().bins();
    }

    /** Reads pooled counts. */
    record Pool(ScoreCounts layout, ExactVector sums, Disclosure disclosure) {
        long[][] confusion(int validation) {
            int size = layout.levels.size();
            long[][] cells = new long[size][size];
            for (int r = 0; r < size; r++) {
                for (int c = 0; c < size; c++) {
                    cells[r][c] = sums.count(CONFUSION, (validation * size + r) * size + c);
                }
            }
            return cells;
        }

        /** All tested rows together. */
        ClassificationMetrics total() {
            int size = layout.levels.size();
            long[][] total = new long[size][size];
            for (int v = 0; v < layout.validations; v++) {
                long[][] cells = confusion(v);
                for (int r = 0; r < size; r++) {
                    long[] sum = total[r];
                    long[] more = cells[r];
                    Arrays.setAll(sum, c -> sum[c] + more[c]);
                }
            }
            return ClassificationMetrics.of(layout.levels, total, disclosure);
        }

        Tested tested(String name, int validation, long train) {
            List<Roc> curves =
                    layout.curves.stream()
                            .map(level ->
                                    Roc.of(
                                            layout.levels.get(level),
                                            scores(validation, level, false),
                                            scores(validation, level, true),
                                            disclosure))
                            .toList();
            return new Tested(
                    name,
                    train,
                    ClassificationMetrics.of(layout.levels, confusion(validation), disclosure),
                    curves);
        }

        private long[] scores(int validation, int level, boolean negative) {
            int from = layout.offset(validation, layout.curves.indexOf(level), negative);
            long[] counts = new long[layout.grid().bins()];
            Arrays.setAll(counts, bin -> sums.count(SCORES, from + bin));
            return counts;
        }

        /** Rows tested, over all validations. */
        long rows() {
            long rows = 0;
            for (int v = 0; v < layout.validations; v++) {
                rows += rows(v);
            }
            return rows;
        }

        long rows(int validation) {
            long rows = 0;
            for (long[] row : confusion(validation)) {
                for (long count : row) {
                    rows += count;
                }
            }
            return rows;
        }
    }
}
