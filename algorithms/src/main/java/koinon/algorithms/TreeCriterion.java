package koinon.algorithms;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import koinon.stats.elementary.Elementary;
import koinon.stats.sums.Spread;

/**
 * How much a split of a node is worth, from the exact sums of the node and of its parts.
 *
 * <pre>
 *   gini      Σ_parts Σ_c n_pc² / n_p − Σ_c n_c² / n         (n times the fall of the impurity)
 *   entropy   Σ_parts Σ_c n_pc log n_pc/n_p − Σ_c n_c log n_c/n
 *   squares   (S_l n_r − S_r n_l)² / (n n_l n_r)             the fall of Σ(y − ȳ)²
 *   gradient  G_l²/(H_l + λ) + G_r²/(H_r + λ) − G²/(H + λ)
 * </pre>
 */
sealed interface TreeCriterion {
    /** Rows behind totals. */
    long rows(BigInteger[] totals);

    /** What a split gains; never negative up to rounding. */
    double gain(BigInteger[] whole, List<BigInteger[]> parts);

    /** What levels are ordered by, so that the best split in two is between neighbours. */
    double rank(BigInteger[] totals);

    /** Whether no split could gain anything. */
    boolean pure(BigInteger[] totals);

    /** Whether ordering the levels finds the best split in two. */
    default boolean ordered() {
        return true;
    }

    private static long sum(BigInteger[] counts) {
        return Arrays.stream(counts).mapToLong(BigInteger::longValueExact).sum();
    }

    private static boolean single(BigInteger[] counts) {
        return Arrays.stream(counts).filter(n -> n.signum() > 0).count() <= 1;
    }

    /** Channels: rows of each class. */
    record Gini(int classes) implements TreeCriterion {
        @Override
        public long rows(BigInteger[] totals) {
            return sum(totals);
        }

        @Override
        public double gain(BigInteger[] whole, List<BigInteger[]> parts) {
            double gain = -purity(whole);
            for (BigInteger[] part : parts) {
                gain += purity(part);
            }
            return gain;
        }

        private static double purity(BigInteger[] counts) {
            double squares = 0;
            for (BigInteger count : counts) {
                squares += count.doubleValue() * count.doubleValue();
            }
            return squares / sum(counts);
        }

        @Override
        public double rank(BigInteger[] totals) {
            return totals[0].doubleValue() / sum(totals);
        }

        @Override
        public boolean pure(BigInteger[] totals) {
            return single(totals);
        }

        @Override
        public boolean ordered() {
            return classes <= 2;
        }
    }

    /** Channels: rows of each class. */
    record Entropy() implements TreeCriterion {
        @Override
        public long rows(BigInteger[] totals) {
            return sum(totals);
        }

        @Override
        public double gain(BigInteger[] whole, List<BigInteger[]> parts) {
            double gain = -order(whole);
            for (BigInteger[] part : parts) {
                gain += order(part);
            }
            return gain;
        }

        private static double order(BigInteger[] counts) {
            double n = sum(counts);
            double order = 0;
            for (BigInteger count : counts) {
                double c = count.doubleValue();
                order += c > 0 ? c * Elementary.log(c / n) : 0;
            }
            return order;
        }

        @Override
        public double rank(BigInteger[] totals) {
            return totals[0].doubleValue() / sum(totals);
        }

        @Override
        public boolean pure(BigInteger[] totals) {
            return single(totals);
        }
    }

    /**
     * Channels: n, Σy, Σy².
     *
     * @param step of y
     */
    record Squares(double step) implements TreeCriterion {
        @Override
        public long rows(BigInteger[] totals) {
            return totals[0].longValueExact();
        }

        @Override
        public double gain(BigInteger[] whole, List<BigInteger[]> parts) {
            BigInteger[] left = parts.getFirst();
            BigInteger[] right = parts.getLast();
            BigInteger apart = left[1].multiply(right[0]).subtract(right[1].multiply(left[0]));
            double distance = apart.doubleValue() * step;
            double n = whole[0].doubleValue();
            return distance / left[0].doubleValue() * distance / right[0].doubleValue() / n;
        }

        @Override
        public double rank(BigInteger[] totals) {
            return totals[1].doubleValue() / totals[0].doubleValue();
        }

        @Override
        public boolean pure(BigInteger[] totals) {
            return Spread.of(totals[0].longValueExact(), totals[1], totals[1], totals[2]).signum()
                    == 0;
        }
    }

    /**
     * Channels: n, Σ gradient, Σ curvature.
     *
     * @param step of gradients
     * @param curvatureStep of curvatures
     * @param lambda added to the curvature
     */
    record Gradient(double step, double curvatureStep, double lambda) implements TreeCriterion {
        @Override
        public long rows(BigInteger[] totals) {
            return totals[0].longValueExact();
        }

        @Override
        public double gain(BigInteger[] whole, List<BigInteger[]> parts) {
            double gain = -worth(whole);
            for (BigInteger[] part : parts) {
                gain += worth(part);
            }
            return gain;
        }

        private double worth(BigInteger[] totals) {
            double gradient = totals[1].doubleValue() * step;
            return gradient * gradient / (totals[2].doubleValue() * curvatureStep + lambda);
        }

        /** What a leaf adds to the score. */
        double weight(BigInteger[] totals) {
            double gradient = totals[1].doubleValue() * step;
            return -gradient / (totals[2].doubleValue() * curvatureStep + lambda);
        }

        @Override
        public double rank(BigInteger[] totals) {
            return totals[1].doubleValue() / totals[2].doubleValue();
        }

        @Override
        public boolean pure(BigInteger[] totals) {
            return false;
        }
    }
}
