package koinon.algorithms;

import koinon.model.metadata.Variable;

/**
 * A public grid of a score, fine enough for ranks and small enough for a message.
 *
 * <pre>
 *   from mean − 8 sd to mean + 8 sd, within the variable's range and bound
 *   step: the smallest power of two for which at most {@value #MOST} multiples lie in there
 *   index of a value = value / step, rounded half to even; what lies outside counts at the ends
 * </pre>
 *
 * <p>Hence a score of whole numbers keeps them as they are, and at most a 64th of the rows lie
 * outside whatever the distribution (Chebyshev).
 *
 * @param log2Step of the grid
 * @param first multiple of the step
 * @param size number of multiples
 */
record ScoreGrid(int log2Step, long first, int size) {
    static final int MOST = 4096;
    private static final double SPREAD = 8;

    /** Of the moments of one column, the second of the design. */
    static ScoreGrid of(Variable score, Moments moments) {
        double n = moments.rows();
        double mean = moments.matrix().entry(0, 1).doubleValue() / n;
        double sd = Math.sqrt(moments.squares(1) / n);
        double bound = moments.design().grid(1).bound();
        double low = Math.max(mean - SPREAD * sd, Math.max(score.range().min(), -bound));
        double high = Math.min(mean + SPREAD * sd, Math.min(score.range().max(), bound));
        double width = Math.max(high - low, MOST * moments.design().grid(1).step());
        int log2Step = Math.getExponent(width / (MOST - 2)) + 1;
        long first = (long) Math.rint(Math.scalb(low, -log2Step));
        long last = (long) Math.rint(Math.scalb(high, -log2Step));
        return new ScoreGrid(log2Step, first, (int) Math.max(1, last - first + 1));
    }

    int index(double value) {
        double index = Math.rint(Math.scalb(value, -log2Step)) - (double) first;
        return (int) Math.max(0, Math.min(size - 1.0, index));
    }

    double at(int index) {
        return Math.scalb((double) (first + index), log2Step);
    }

    double step() {
        return Math.scalb(1.0, log2Step);
    }
}
