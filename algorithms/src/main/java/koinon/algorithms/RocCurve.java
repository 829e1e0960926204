package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.NumericalTerm;
import koinon.stats.rows.Block;
import koinon.stats.rows.Rows;

/**
 * How well a score tells one level of an outcome from the others: receiver operating
 * characteristic, area under it and DeLong's interval.
 *
 * <pre>
 *   score → nearest multiple of a step ({@link ScoreGrid});   p_b, q_b: positive, negative rows at b
 *   AUC = Σ_b p_b (Σ_{c&lt;b} q_c + q_b / 2) / (P Q)              the Mann–Whitney statistic
 *   variance = var(V10) / P + var(V01) / Q, V10 and V01 the placements of a positive among the
 *              negative rows and the reverse (DeLong)
 *   Youden = max over thresholds of sensitivity + specificity − 1
 * </pre>
 *
 * <p>What leaves a site: first the number, sum and sum of squares of the score, then positive and
 * negative rows per grid value. Rounds: 2. Guarantee: the answer of R's {@code pROC} for the score
 * on the grid, bit for bit the same for every split. Under a threshold the curve has only points
 * between which lie no rows of a level or enough of them; the area uses all grid values. Source:
 * DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837–845.
 */
public final class RocCurve implements Algorithm {
    @Override
    public Specification specification() {
        return new Specification(
                "roc_curve",
                "ROC curve",
                "How well a score tells one level of an outcome from the others.",
                VariableSpec.categorical("Outcome", "The categorical variable to tell", 1, 1),
                VariableSpec.numerical("Score", "The numerical variable that should tell it", 1, 1),
                List.of(
                        ParameterSpec.mandatory(
                                "positive_class",
                                "Positive class",
                                "The level of the outcome to tell from all other levels",
                                new ParameterSpec.Domain.LevelOfY()),
                        ParameterSpec.optional(
                                "direction",
                                "Direction",
                                "Whether higher or lower scores speak for the positive class",
                                new ParameterSpec.Domain.Choice(List.of("higher", "lower")),
                                new Parameter.Text("higher")),
                        ParameterSpec.optional(
                                "confidence",
                                "Confidence",
                                "Level of the interval of the area",
                                new ParameterSpec.Domain.Reals(0.5, 0.9999),
                                new Parameter.Real(0.95))),
                "Number, sum and sum of squares of the score; then rows with and without the level"
                        + " per value of a public grid of the score.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        Variable score = question.x().getFirst();
        DesignMatrix design =
                DesignMatrix.of(
                        List.of(),
                        List.of(new NumericalTerm(score.code(), question.grid(score.code()))));
        return Moments.round(
                design, question.variables(), moments -> counted(question, score, moments));
    }

    private static Step counted(Question question, Variable score, Moments moments) {
        if (moments.rows() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA, "no row has both a score and an outcome");
        }
        ScoreGrid grid = ScoreGrid.of(score, moments);
        Variable outcome = question.y().getFirst();
        int positive = outcome.levelIndex(question.text("positive_class"));
        List<String> columns = List.of(score.code(), outcome.code());
        return new Step.Round(
                "score counts",
                schema(grid),
                data ->
                        local(
                                data.completeCases(question.variables()),
                                columns,
                                new Counts(grid, positive)),
                pooled -> new Step.Done(new RocEstimate(question, grid, pooled.sums()).roc()));
    }

    private static VectorSchema schema(ScoreGrid grid) {
        return VectorSchema.of(
                Field.counts("positive", grid.size()), Field.counts("negative", grid.size()));
    }

    private static LocalAnswer local(Rows rows, List<String> columns, Counts zero) {
        Counts counts = rows.reduce(columns, zero::empty, Counts::add, Counts::merge);
        ExactVector.Builder sums = ExactVector.builder(schema(zero.grid));
        sums.add("positive", counts.positives).add("negative", counts.negatives);
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), 0);
    }

    /** Rows per grid value. */
    private static final class Counts {
        private final ScoreGrid grid;
        private final int positive;
        private final long[] positives;
        private final long[] negatives;

        Counts(ScoreGrid grid, int positive) {
            this.grid = grid;
            this.positive = positive;
            this.positives = new long[grid.size()];
            this.negatives = new long[grid.size()];
        }

        Counts empty() {
            return new Counts(grid, positive);
        }

        void add(Block block) {
            double[] scores = block.values(0);
            int[] outcome = block.codes(1);
            for (int i = 0; i < block.size(); i++) {
                long[] counts = outcome[i] == positive ? positives : negatives;
                counts[grid.index(scores[i])]++;
            }
        }

        Counts merge(Counts other) {
            Arrays.setAll(positives, i -> positives[i] + other.positives[i]);
            Arrays.setAll(negatives, i -> negatives[i] + other.negatives[i]);
            return this;
        }
    }

    /**
     * A point of the curve.
     *
     * @param threshold rows with a score at least (or at most) as high count as positive
     */
    public record Point(double threshold, double sensitivity, double specificity) {
        double youden() {
            return sensitivity + specificity - 1;
        }
    }

    /**
     * The result.
     *
     * @param ties probability that a positive and a negative row have the same score on the grid,
     *     halved: the grid cannot have moved the area by more
     * @param step of the score's grid
     */
    public record Roc(
            String outcome,
            String positive,
            String score,
            String direction,
            long positives,
            long negatives,
            double auc,
            Statistic standardError,
            Statistic lower,
            Statistic upper,
            double confidence,
            double ties,
            double step,
            List<Point> points,
            List<String> warnings)
            implements Result {
        public Roc {
            points = List.copyOf(points);
            warnings = List.copyOf(warnings);
        }

        /** The point with the largest Youden index; of several the first. */
        public Point youden() {
            return points.stream().max(Comparator.comparingDouble(Point::youden)).orElseThrow();
        }

        @Override
        public String method() {
            return "Area under the ROC curve with DeLong's interval, scores rounded to multiples of "
                    + step;
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(area(), best()), List.of(curve()));
        }

        private Table area() {
            String interval = Math.round(1e4 * confidence) / 100.0 + " % CI ";
            List<Column> columns =
                    List.of(
                            new Column("Score", Format.TEXT),
                            new Column("AUC", Format.NUMBER),
                            new Column("Std. error", Format.NUMBER),
                            new Column(interval + "lower", Format.NUMBER),
                            new Column(interval + "upper", Format.NUMBER),
                            new Column("With " + positive, Format.COUNT),
                            new Column("Without", Format.COUNT));
            List<Cell> row =
                    List.of(
                            Cell.of(score),
                            Cell.of(auc),
                            Cell.of(standardError),
                            Cell.of(lower),
                            Cell.of(upper),
                            Cell.of((double) positives),
                            Cell.of((double) negatives));
            return new Table(outcome + " = " + positive, columns, List.of(row), "");
        }

        private Table best() {
            List<Column> columns =
                    List.of(
                            new Column("Threshold", Format.NUMBER),
                            new Column("Sensitivity", Format.NUMBER),
                            new Column("Specificity", Format.NUMBER),
                            new Column("Youden index", Format.NUMBER));
            Point best = youden();
            List<Cell> row =
                    List.of(
                            Cell.of(best.threshold),
                            Cell.of(best.sensitivity),
                            Cell.of(best.specificity),
                            Cell.of(best.youden()));
            String note =
                    direction.equals("higher")
                            ? "Positive from this score upwards."
                            : "Positive from this score downwards.";
            return new Table("Best threshold", columns, List.of(row), note);
        }

        private Plot curve() {
            List<Double> x = new ArrayList<>(List.of(0.0));
            List<Statistic> y = new ArrayList<>(List.of(Statistic.of(0)));
            for (Point point : points) {
                x.add(1 - point.specificity);
                y.add(Statistic.of(point.sensitivity));
            }
            return new Plot.Curves(
                    "ROC curve",
                    "1 − specificity",
                    "sensitivity",
                    false,
                    true,
                    List.of(new Plot.Curve(score, x, y)));
        }
    }
}
