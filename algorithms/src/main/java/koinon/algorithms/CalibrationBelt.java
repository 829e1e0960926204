package koinon.algorithms;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.elementary.Elementary;
import koinon.stats.rows.Block;
import koinon.stats.rows.Rows;
import koinon.stats.sums.RoundedSums;

/**
 * Calibration of predicted probabilities: the GiViTI calibration belt and its test.
 *
 * <pre>
 *   logit P(y = 1) = polynomial of degree m in logit(p), by maximum likelihood
 *   m: from 1 (external) or 2 (internal) upwards, one more while the likelihood ratio test of the
 *      next degree is significant at the confidence {@code thres}
 *   T = 2 (ℓ(polynomial) − ℓ(bisector)),  its p-value given the choice of m ({@link BeltDistribution})
 *   belt: all values of polynomials with 2 (ℓ(maximum) − ℓ) ≤ quantile of T ({@link BeltBounds})
 * </pre>
 *
 * <p>What leaves a site: number of rows and positive rows, sum and sum of squares of logit(p);
 * then, per iteration and polynomial asked about, log-likelihood, gradient and information. All
 * degrees are fitted in the same rounds, all limits in later ones. Rounds: 1 + iterations of both.
 * Guarantee: bit for bit the same for every split of the rows. Sources: Nattino, Finazzi and
 * Bertolini, Statistics in Medicine 33 (2014) 2390–2407 and 35 (2016) 709–720. Not checked: that
 * {@code devel} tells the truth.
 */
public final class CalibrationBelt implements Algorithm {
    private static final int STEP = -48;

    /** The belt is drawn this many standard deviations of the logit to either side of its mean. */
    private static final double REACH = 2.5;

    @Override
    public Specification specification() {
        return new Specification(
                "calibration_belt",
                "Calibration belt",
                "Whether predicted probabilities agree with what happened (GiViTI).",
                VariableSpec.categorical("Outcome", "The categorical variable predicted", 1, 1),
                VariableSpec.numerical(
                        "Predicted probability", "A numerical variable from 0 to 1", 1, 1),
                List.of(
                        ParameterSpec.mandatory(
                                "positive_class",
                                "Positive class",
                                "The level of the outcome whose probability was predicted",
                                new ParameterSpec.Domain.LevelOfY()),
                        ParameterSpec.optional(
                                "devel",
                                "Development",
                                "Whether the predictions come from a model of other patients"
                                        + " (external) or of these (internal)",
                                new ParameterSpec.Domain.Choice(List.of("external", "internal")),
                                new Parameter.Text("external")),
                        ParameterSpec.optional(
                                "max_deg",
                                "Largest degree",
                                "Largest degree of the polynomial",
                                new ParameterSpec.Domain.Ints(2, 4),
                                new Parameter.Int(4)),
                        ParameterSpec.optional(
                                "conf_levels",
                                "Confidence levels",
                                "Levels of the belt, with commas between them, at most four",
                                new ParameterSpec.Domain.Texts(40),
                                new Parameter.Text("0.8, 0.95")),
                        ParameterSpec.optional(
                                "thres",
                                "Threshold",
                                "Confidence with which a higher degree must fit better to be taken",
                                new ParameterSpec.Domain.Reals(0.5, 0.999),
                                new Parameter.Real(0.95)),
                        ParameterSpec.optional(
                                "num_points",
                                "Points",
                                "Number of points at which the belt is computed",
                                new ParameterSpec.Domain.Ints(10, 200),
                                new Parameter.Int(50))),
                "Number of rows, sum and sum of squares of the logit; per iteration log-likelihood,"
                        + " gradient and information of each polynomial.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        double[] levels = levels(question.text("conf_levels"));
        Variable score = question.x().getFirst();
        question.grid(score.code());
        int positive = question.y().getFirst().levelIndex(question.text("positive_class"));
        List<String> columns = List.of(score.code(), question.y().getFirst().code());
        return new Step.Round(
                "moments of the logit",
                Tally.SCHEMA,
                data -> local(data.completeCases(question.variables()), columns, positive),
                pooled -> first(question, positive, levels, pooled.sums()));
    }

    private static double[] levels(String text) {
        try {
            double[] levels =
                    Arrays.stream(text.split(","))
                            .mapToDouble(part -> Double.parseDouble(part.strip()))
                            .filter(level -> level >= 0.5 && level <= 0.9999)
                            .sorted()
                            .toArray();
            if (levels.length > 0 && levels.length <= 4) {
                return levels;
            }
        } catch (NumberFormatException e) {
            // Refused below, as every other text that is no list of levels.
        }
        throw new KoinonException(
                ErrorCode.INVALID_PARAMETER,
                "conf_levels must be one to four numbers from 0.5 to 0.9999 with commas between"
                        + " them, such as 0.8, 0.95");
    }

    private static LocalAnswer local(Rows rows, List<String> columns, int positive) {
        Tally tally = rows.reduce(columns, () -> new Tally(positive), Tally::add, Tally::merge);
        return LocalAnswer.pooled(tally.vector(), Censuses.of(rows), 2);
    }

    private static Step first(Question question, int positive, double[] levels, ExactVector sums) {
        check(question, sums);
        double n = Census.of(sums).rows();
        double mean = sums.value("logits", 0) / n;
        double variance = Math.max(0, sums.value("logits", 1) / n - mean * mean);
        double sd = Math.sqrt(variance);
        if (sd < 1e-6) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "all predicted probabilities are the same; a belt needs different ones");
        }
        BeltRound round = new BeltRound(question, positive, BeltScale.of(mean, sd));
        boolean external = question.text("devel").equals("external");
        double low = mean - REACH * sd;
        double high = mean + REACH * sd;
        BeltEstimate estimate =
                new BeltEstimate(
                        question, round.scale(), levels, points(question, low, high), sums);
        double positives = sums.count("positive", 0);
        return BeltFits.find(
                round,
                IntStream.rangeClosed(external ? 1 : 2, question.integer("max_deg")),
                Elementary.log(positives / (n - positives)),
                found -> estimate.bounds(round, found));
    }

    /** Evenly spaced probabilities. */
    private static double[] points(Question question, double low, double high) {
        double[] points = new double[question.integer("num_points")];
        double from = BeltScale.probability(Math.max(-BeltScale.CLAMP, low));
        double to = BeltScale.probability(Math.min(BeltScale.CLAMP, high));
        Arrays.setAll(points, i -> from + i * (to - from) / (points.length - 1));
        return points;
    }

    private static void check(Question question, ExactVector sums) {
        long n = Census.of(sums).rows();
        long positives = sums.count("positive", 0);
        if (n == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA, "no row has both a prediction and an outcome");
        }
        if (sums.count("outside", 0) > 0) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "some values of '"
                            + question.x().getFirst().code()
                            + "' are not between 0 and 1: predictions must be probabilities");
        }
        int most = question.integer("max_deg") + 1;
        if (Math.min(positives, n - positives) <= most) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "polynomials of degree "
                            + (most - 1)
                            + " need more than "
                            + most
                            + " rows with and without level '"
                            + question.text("positive_class")
                            + "'");
        }
    }

    /** One thread's pass over the rows for the first round. */
    private static final class Tally {
        static final VectorSchema SCHEMA =
                VectorSchema.of(
                        Field.sums("logits", 2, STEP),
                        Field.counts("positive", 1),
                        Field.counts("clamped", 1),
                        Field.counts("outside", 1));

        private final int positive;
        private final RoundedSums logits = new RoundedSums(2, STEP);
        private long positives;
        private long clamped;
        private long outside;

        Tally(int positive) {
            this.positive = positive;
        }

        void add(Block block) {
            double[] p = block.values(0);
            int[] outcome = block.codes(1);
            for (int i = 0; i < block.size(); i++) {
                double g = BeltScale.logit(p[i]);
                if (Double.isNaN(g)) {
                    outside++;
                    continue;
                }
                logits.add(0, g);
                logits.add(1, g * g);
                positives += outcome[i] == positive ? 1 : 0;
                clamped += Math.abs(g) == BeltScale.CLAMP ? 1 : 0;
            }
        }

        Tally merge(Tally other) {
            logits.merge(other.logits);
            positives += other.positives;
            clamped += other.clamped;
            outside += other.outside;
            return this;
        }

        ExactVector vector() {
            ExactVector.Builder sums = ExactVector.builder(SCHEMA);
            logits.writeTo(sums, "logits");
            return sums.add("positive", 0, positives)
                    .add("clamped", 0, clamped)
                    .add("outside", 0, outside)
                    .build();
        }
    }
}
