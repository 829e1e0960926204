package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import koinon.algorithms.RocCurve.Point;
import koinon.algorithms.RocCurve.Roc;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.result.Statistic;
import koinon.stats.distributions.Normal;

/** The ROC curve of pooled counts per value of the score, in the order of suspicion. */
final class RocEstimate {
    private final Question question;
    private final ScoreGrid grid;
    private final boolean higher;
    private final long[] positives;
    private final long[] negatives;
    private final long p;
    private final long q;

    RocEstimate(Question question, ScoreGrid grid, ExactVector sums) {
        this.question = question;
        this.grid = grid;
        this.higher = question.text("direction").equals("higher");
        this.positives = mostSuspiciousFirst(sums.counts("positive"));
        this.negatives = mostSuspiciousFirst(sums.counts("negative"));
        this.p = Arrays.stream(positives).sum();
        this.q = Arrays.stream(negatives).sum();
        check();
    }

    private long[] mostSuspiciousFirst(long[] counts) {
        long[] ordered = new long[counts.length];
        Arrays.setAll(ordered, i -> counts[place(i)]);
        return ordered;
    }

    private int place(int i) {
        return higher ? grid.size() - 1 - i : i;
    }

    private void check() {
        String level = question.text("positive_class");
        if (p == 0 || q == 0) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    (p == 0 ? "no" : "every")
                            + " analysed row has level '"
                            + level
                            + "'; choose another positive class, datasets or filter");
        }
        if (question.disclosure().hides(Math.min(p, q))) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "fewer than "
                            + question.disclosure().threshold()
                            + " rows with or without level '"
                            + level
                            + "'");
        }
    }

    Roc roc() {
        double auc = auc();
        double variance = variance(auc);
        double z = Normal.STANDARD.upperQuantile((1 - question.real("confidence")) / 2);
        double se = variance > 0 ? Math.sqrt(variance) : Double.NaN;
        String none = "every pair of rows is ordered alike, or there are too few";
        return new Roc(
                question.y().getFirst().code(),
                question.text("positive_class"),
                question.x().getFirst().code(),
                question.text("direction"),
                p,
                q,
                auc,
                Statistic.of(se, none),
                Statistic.of(Math.max(0, auc - z * se), none),
                Statistic.of(Math.min(1, auc + z * se), none),
                question.real("confidence"),
                ties(),
                grid.step(),
                points(),
                warnings());
    }

    /**
     * Pairs in which the positive row is the more suspicious one, ties counted by half, doubled.
     */
    private double auc() {
        BigInteger doubled = BigInteger.ZERO;
        long below = q;
        for (int i = 0; i < positives.length; i++) {
            below -= negatives[i];
            BigInteger wins = BigInteger.valueOf(2 * below + negatives[i]);
            doubled = doubled.add(wins.multiply(BigInteger.valueOf(positives[i])));
        }
        return doubled.doubleValue() / (2.0 * p * q);
    }

    private double variance(double auc) {
        double ofPositives = 0;
        double ofNegatives = 0;
        long below = q;
        long above = 0;
        for (int i = 0; i < positives.length; i++) {
            below -= negatives[i];
            double placedPositive = (below + 0.5 * negatives[i]) / q - auc;
            double placedNegative = (above + 0.5 * positives[i]) / p - auc;
            ofPositives += positives[i] * placedPositive * placedPositive;
            ofNegatives += negatives[i] * placedNegative * placedNegative;
            above += positives[i];
        }
        return ofPositives / (p - 1.0) / p + ofNegatives / (q - 1.0) / q;
    }

    private double ties() {
        double pairs = 0;
        for (int i = 0; i < positives.length; i++) {
            pairs += (double) positives[i] * negatives[i];
        }
        return pairs / (2.0 * p * q);
    }

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        long found = 0;
        long alarms = 0;
        for (LifeTable.Step step :
                LifeTable.of(positives, negatives, question.disclosure()).steps()) {
            found += step.events();
            alarms += step.censored();
            points.add(
                    new Point(
                            grid.at(place(step.index())),
                            found / (double) p,
                            (q - alarms) / (double) q));
        }
        return points;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (question.disclosure().threshold() > 1) {
            warnings.add(
                    "The curve has only points between which lie no rows of a level or at least "
                            + question.disclosure().threshold()
                            + "; the area uses all values.");
        }
        return warnings;
    }
}
