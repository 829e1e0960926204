package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the best split of a node from the sums in its bins. Of equal splits the first wins, in the
 * order of the covariates and of their cuts; a cut stands in the middle of empty bins.
 *
 * <p>A split in two of a categorical covariate is between neighbours when its levels are ordered by
 * the outcome, which is the best there is for numbers and two classes; for more classes every
 * subset of at most {@value #SUBSETS} levels is tried, and one level against the others beyond.
 * Levels without rows go with the larger part.
 *
 * @param fewest rows that every part must have
 * @param multiway whether a split has one part per level
 */
record TreeSplitter(Binning binning, TreeCriterion criterion, long fewest, boolean multiway) {
    private static final int SUBSETS = 10;

    /** Gains below this share of the rows' number are rounding. */
    private static final double NOTHING = 1e-12;

    /**
     * A split.
     *
     * @param parts totals of each child
     * @param children by branch, the position of its child among the parts, or -1
     */
    record Choice(Tree.Test test, List<BigInteger[]> parts, int[] children, double gain) {}

    static BigInteger[] plus(BigInteger[] a, BigInteger[] b) {
        BigInteger[] sum = new BigInteger[a.length];
        Arrays.setAll(sum, k -> a[k].add(b[k]));
        return sum;
    }

    private static BigInteger[] minus(BigInteger[] a, BigInteger[] b) {
        BigInteger[] rest = new BigInteger[a.length];
        Arrays.setAll(rest, k -> a[k].subtract(b[k]));
        return rest;
    }

    static BigInteger[] total(BigInteger[][] bins) {
        return Arrays.stream(bins).reduce(TreeSplitter::plus).orElseThrow();
    }

    /**
     * The best split.
     *
     * @param bins by variable, bin and channel
     */
    Optional<Choice> best(BigInteger[][][] bins) {
        BigInteger[] whole = total(bins[0]);
        if (criterion.rows(whole) < 2 * fewest || criterion.pure(whole)) {
            return Optional.empty();
        }
        List<Choice> choices = new ArrayList<>();
        for (int j = 0; j < bins.length; j++) {
            if (!binning.variables().get(j).categorical()) {
                addCuts(choices, j, bins[j], whole);
            } else if (multiway) {
                addEach(choices, j, bins[j], whole);
            } else {
                addSubsets(choices, j, bins[j], whole);
            }
        }
        Choice best = null;
        for (Choice choice : choices) {
            if (best == null || choice.gain > best.gain) {
                best = choice;
            }
        }
        return Optional.ofNullable(best);
    }

    private void addTwo(
            List<Choice> choices, Tree.Test test, BigInteger[] left, BigInteger[] whole) {
        List<BigInteger[]> parts = List.of(left, minus(whole, left));
        add(choices, whole, new Choice(test, parts, new int[] {0, 1}, 0));
    }

    /** Adds a split if its parts are large enough and it gains something. */
    private void add(List<Choice> choices, BigInteger[] whole, Choice split) {
        if (split.parts.stream().allMatch(part -> criterion.rows(part) >= fewest)) {
            double gain = criterion.gain(whole, split.parts);
            if (gain > NOTHING * criterion.rows(whole)) {
                choices.add(new Choice(split.test, split.parts, split.children, gain));
            }
        }
    }

    private void addCuts(
            List<Choice> choices, int variable, BigInteger[][] bins, BigInteger[] whole) {
        int[] present = present(bins);
        BigInteger[] left = minus(whole, whole);
        for (int i = 1; i < present.length; i++) {
            left = plus(left, bins[present[i - 1]]);
            // In the middle of the bins that no row that trains lies in.
            int cut = (present[i - 1] + present[i] + 1) / 2;
            addTwo(choices, new Tree.Test.Below(variable, cut), left, whole);
        }
    }

    private int[] present(BigInteger[][] bins) {
        return IntStream.range(0, bins.length).filter(l -> criterion.rows(bins[l]) > 0).toArray();
    }

    private void addEach(
            List<Choice> choices, int variable, BigInteger[][] bins, BigInteger[] whole) {
        int[] present = present(bins);
        if (present.length < 2) {
            return;
        }
        int[] children = new int[bins.length];
        Arrays.fill(children, -1);
        for (int i = 0; i < present.length; i++) {
            children[present[i]] = i;
        }
        List<BigInteger[]> parts = Arrays.stream(present).mapToObj(l -> bins[l]).toList();
        add(choices, whole, new Choice(new Tree.Test.Each(variable), parts, children, 0));
    }

    private void addSubsets(
            List<Choice> choices, int variable, BigInteger[][] bins, BigInteger[] whole) {
        int[] present = present(bins);
        for (int[] left : subsets(present, bins)) {
            BigInteger[] sum =
                    Arrays.stream(left)
                            .mapToObj(l -> bins[l])
                            .reduce(TreeSplitter::plus)
                            .orElseThrow();
            boolean larger = 2 * criterion.rows(sum) >= criterion.rows(whole);
            boolean[] among = new boolean[bins.length];
            Arrays.fill(among, larger);
            Arrays.stream(present).forEach(l -> among[l] = false);
            Arrays.stream(left).forEach(l -> among[l] = true);
            addTwo(choices, new Tree.Test.Among(variable, among), sum, whole);
        }
    }

    /** Left sides to try. */
    private List<int[]> subsets(int[] present, BigInteger[][] bins) {
        if (present.length < 2) {
            return List.of();
        }
        if (criterion.ordered()) {
            int[] ordered =
                    Arrays.stream(present)
                            .boxed()
                            .sorted(Comparator.comparingDouble(l -> criterion.rank(bins[l])))
                            .mapToInt(Integer::intValue)
                            .toArray();
            return IntStream.range(1, ordered.length)
                    .mapToObj(k -> Arrays.copyOf(ordered, k))
                    .toList();
        }
        if (present.length > SUBSETS) {
            return Arrays.stream(present).mapToObj(l -> new int[] {l}).toList();
        }
        // The first level always stands on the left: each split once.
        return IntStream.range(0, (1 << (present.length - 1)) - 1)
                .mapToObj(mask ->
                        IntStream.range(0, present.length)
                                .filter(i -> i == 0 || (mask >> (i - 1) & 1) == 1)
                                .map(i -> present[i])
                                .toArray())
                .toList();
    }
}
