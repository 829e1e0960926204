package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import koinon.algorithms.Question.Disclosure;
import koinon.model.result.Statistic;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.sums.Spread;

/** What trees predict, from the sums of the rows at their nodes. */
final class TreeScores {
    private TreeScores() {}

    /** Position of the largest count; the first of equals. */
    static int largest(BigInteger[] counts) {
        int largest = 0;
        for (int c = 1; c < counts.length; c++) {
            largest = counts[c].compareTo(counts[largest]) > 0 ? c : largest;
        }
        return largest;
    }

    private static long rows(BigInteger[] counts) {
        return Arrays.stream(counts).mapToLong(BigInteger::longValueExact).sum();
    }

    /** The sums of the rows that trained, where they end: at the leaves. */
    static BigInteger[][] training(Tree tree) {
        return tree.nodes().stream()
                .map(node -> {
                    BigInteger[] nothing = new BigInteger[node.totals().length];
                    Arrays.fill(nothing, BigInteger.ZERO);
                    return node.leaf() ? node.totals() : nothing;
                })
                .toArray(BigInteger[][]::new);
    }

    /**
     * A classifier on some rows.
     *
     * @param train rows that trained
     * @param at counts of the rows by node and class
     */
    record Classified(String name, long train, Tree tree, BigInteger[][] at, List<String> classes) {
        Tested tested(Disclosure disclosure) {
            int size = classes.size();
            long[][] confusion = new long[size][size];
            for (int node = 0; node < at.length; node++) {
                int predicted = largest(tree.nodes().get(node).totals());
                for (int c = 0; c < size; c++) {
                    confusion[c][predicted] += at[node][c].longValueExact();
                }
            }
            List<Roc> curves =
                    IntStream.range(0, size).mapToObj(c -> curve(c, disclosure)).toList();
            return new Tested(
                    name, train, ClassificationMetrics.of(classes, confusion, disclosure), curves);
        }

        /** Scores are the shares of a class among the rows that trained; equal shares are ties. */
        private Roc curve(int c, Disclosure disclosure) {
            int[] order =
                    IntStream.range(0, at.length)
                            .boxed()
                            .sorted(Comparator.comparingDouble(node -> share(node, c)))
                            .mapToInt(Integer::intValue)
                            .toArray();
            long[] positives = new long[at.length];
            long[] negatives = new long[at.length];
            int bin = -1;
            double before = -1;
            for (int node : order) {
                bin += share(node, c) > before ? 1 : 0;
                before = share(node, c);
                long positive = at[node][c].longValueExact();
                positives[bin] += positive;
                negatives[bin] += rows(at[node]) - positive;
            }
            return Roc.of(classes.get(c), positives, negatives, disclosure);
        }

        private double share(int node, int c) {
            BigInteger[] totals = tree.nodes().get(node).totals();
            return totals[c].doubleValue() / rows(totals);
        }
    }

    /** Mean of the rows behind n, Σy and Σy². */
    static DoubleDouble mean(BigInteger[] totals, int log2Step) {
        return DoubleDouble.of(totals[1], log2Step)
                .dividedBy(DoubleDouble.of(totals[0].doubleValue()));
    }

    /** Σ (y − ȳ)² of these rows. */
    static double squares(BigInteger[] totals, int log2Step) {
        long n = totals[0].longValueExact();
        BigInteger spread = Spread.of(n, totals[1], totals[1], totals[2]);
        return DoubleDouble.of(spread, 2 * log2Step).doubleValue() / n;
    }

    /**
     * Numbers predicted for some rows.
     *
     * @param at n, Σy and Σy² of the rows by node
     */
    record Predicted(String name, long train, Tree tree, BigInteger[][] at, int log2Step) {
        PredictionError error(Disclosure disclosure) {
            DoubleDouble rss = DoubleDouble.ZERO;
            BigInteger[] all = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
            for (int node = 0; node < at.length; node++) {
                all = TreeSplitter.plus(all, at[node]);
                if (at[node][0].signum() > 0) {
                    rss = rss.plus(squaredError(node));
                }
            }
            long n = all[0].longValueExact();
            double tss = n == 0 ? 0 : squares(all, log2Step);
            PredictionError.Squares squares =
                    new PredictionError.Squares(n, Math.max(0, rss.doubleValue()), tss);
            return PredictionError.of(name, train, squares, disclosure);
        }

        /** Σ (y − m)² with the mean m of the rows that trained. */
        private DoubleDouble squaredError(int node) {
            DoubleDouble m = mean(tree.nodes().get(node).totals(), log2Step);
            DoubleDouble n = DoubleDouble.of(at[node][0].doubleValue());
            DoubleDouble sum = DoubleDouble.of(at[node][1], log2Step);
            return DoubleDouble.of(at[node][2], 2 * log2Step)
                    .minus(sum.times(m).scaled(1))
                    .plus(n.times(m).times(m));
        }
    }

    /** Shares of the classes, as they may be shown: none where a count is too small. */
    static List<Statistic> shares(BigInteger[] counts, Disclosure disclosure) {
        List<Statistic> shares = new ArrayList<>();
        boolean hidden = Arrays.stream(counts).anyMatch(n -> disclosure.hides(n.longValueExact()));
        for (BigInteger count : counts) {
            shares.add(
                    hidden
                            ? new Statistic.Suppressed("fewer than " + disclosure.threshold())
                            : Statistic.of(count.doubleValue() / rows(counts)));
        }
        return shares;
    }
}
