package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import koinon.algorithms.BoostedTrees.Loss;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactSum;

/** The last round: what the trees predict for the rows that trained and for others. */
record BoostingOutcome(Boosting of, BigInteger[][] parts, List<BoostedTrees> models) {
    private static final String ERRORS = "errors";

    private ScoreCounts layout() {
        String positive = of.positive();
        return new ScoreCounts(models.size(), List.of(positive, "not " + positive), List.of(0));
    }

    private VectorSchema schema() {
        return of.loss() instanceof Loss.Logistic
                ? layout().schema()
                : VectorSchema.of(Field.sums(ERRORS, models.size(), 2 * of.loss().log2Step()));
    }

    Step ask() {
        return new Step.Round(
                "predictions",
                schema(),
                this::local,
                pooled -> new Step.Done(of.boosted(this, pooled.required())));
    }

    private LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(of.question().variables());
        Sweep sweep = rows.reduce(of.columns(), () -> new Sweep(this), Sweep::add, Sweep::merge);
        return LocalAnswer.pooled(sweep.vector(), Censuses.of(rows), models.size());
    }

    List<Tested> classified(ExactVector sums) {
        if (!(of.loss() instanceof Loss.Logistic)) {
            return List.of();
        }
        ScoreCounts.Pool pool = new ScoreCounts.Pool(layout(), sums, of.question().disclosure());
        List<Tested> tested = new ArrayList<>();
        for (int m : order()) {
            tested.add(pool.tested(name(m), m, rows(m)));
        }
        return tested;
    }

    List<PredictionError> errors(ExactVector sums) {
        if (of.loss() instanceof Loss.Logistic) {
            return List.of();
        }
        List<PredictionError> errors = new ArrayList<>();
        for (int m : order()) {
            BigInteger[] test = m == of.split().validations() ? of.training(parts, m) : parts[m];
            long n = test[0].longValueExact();
            double tss = n == 0 ? 0 : TreeScores.squares(test, of.log2Unit());
            double rss =
                    DoubleDouble.of(sums.integer(ERRORS, m), 2 * of.loss().log2Step())
                            .doubleValue();
            errors.add(
                    PredictionError.of(
                            name(m),
                            rows(m),
                            new PredictionError.Squares(n, rss, tss),
                            of.question().disclosure()));
        }
        return errors;
    }

    /** The model of all rows first. */
    private int[] order() {
        int whole = of.split().validations();
        return IntStream.concat(IntStream.of(whole), IntStream.range(0, whole)).toArray();
    }

    private String name(int model) {
        return model == of.split().validations() ? "training rows" : of.split().names().get(model);
    }

    private long rows(int model) {
        return of.training(parts, model)[0].longValueExact();
    }

    /** One thread's predictions. */
    private static final class Sweep {
        private final BoostingOutcome test;
        private final Boosting of;
        private final ScoreCounts.Tally tally;
        private final ExactSum errors;
        private final int[][] bins;
        private final double[] outcomes = new double[Block.CAPACITY];
        private final double[] scores = new double[Block.CAPACITY];

        Sweep(BoostingOutcome test) {
            this.test = test;
            this.of = test.of();
            this.bins = new int[of.binning().variables().size()][Block.CAPACITY];
            this.errors = new ExactSum(test.models().size());
            this.tally = (of.loss() instanceof Loss.Logistic ? test.layout() : NOTHING).tally();
        }

        private static final ScoreCounts NOTHING = new ScoreCounts(0, List.of(), List.of());

        void add(Block block) {
            of.binning().fill(block, 1, bins);
            of.loss().outcomes(block, outcomes);
            int[] parts = of.split().parts(block, of.splitPosition());
            for (int m = 0; m < test.models().size(); m++) {
                test.models().get(m).score(bins, block.size(), scores);
                for (int i = 0; i < block.size(); i++) {
                    if (parts[i] == m || m == of.split().validations()) {
                        add(m, i);
                    }
                }
            }
        }

        private void add(int model, int row) {
            if (of.loss() instanceof Loss.Logistic) {
                boolean negative = outcomes[row] == 0;
                tally.predict(model, negative ? 1 : 0, scores[row] >= 0 ? 0 : 1);
                tally.score(model, 0, negative, scores[row]);
            } else {
                double residual = outcomes[row] - scores[row];
                errors.addSquare(model, BoostedTrees.rounded(residual, of.loss().log2Step()));
            }
        }

        Sweep merge(Sweep other) {
            tally.merge(other.tally);
            errors.merge(other.errors);
            return this;
        }

        ExactVector vector() {
            if (of.loss() instanceof Loss.Logistic) {
                return tally.vector();
            }
            ExactVector.Builder vector = ExactVector.builder(test.schema());
            errors.writeTo(vector, BoostingOutcome.ERRORS);
            return vector.build();
        }
    }
}
