package koinon.stats.elementary;

import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * What one row adds to a logistic likelihood, for a block of rows with outcome y (0 or 1) and
 * linear predictor η.
 *
 * <pre>
 *   e = exp(−|η|)      p = 1 / (1 + e) for η ≥ 0, e / (1 + e) for η &lt; 0
 *   residual        y − p                         in [−1, 1], without cancellation
 *   rootWeight      √(p (1 − p)) = √e / (1 + e)   in (0, ½]
 *   logLikelihood   min(s, 0) − log(1 + e)        with s = η for y = 1, −η for y = 0; at most 0
 * </pre>
 *
 * <p>Guarantee: the same bits for a row wherever it stands in a block, on every machine. η beyond
 * ±{@value #CLAMP} is clamped, and {@link #clamped} counts the rows where that happened. Not
 * checked: that y is 0 or 1. Scratch arrays are reused; one owner.
 */
public final class LogisticTerms {
    /** Largest |η|; beyond it p is 0 or 1 to 13 digits. */
    public static final double CLAMP = 30;

    private final double[] probability;
    private final double[] residual;
    private final double[] rootWeight;
    private final double[] logLikelihood;
    private long clamped;

    public LogisticTerms(int capacity) {
        probability = new double[capacity];
        residual = new double[capacity];
        rootWeight = new double[capacity];
        logLikelihood = new double[capacity];
    }

    /** Computes all terms of the first n rows. Shapes: eta and y hold n values each. */
    public void compute(double[] eta, double[] y, int n) {
        Objects.checkFromIndexSize(0, n, eta.length);
        Objects.checkFromIndexSize(0, n, y.length);
        Objects.checkFromIndexSize(0, n, residual.length);
        int body = Lanes.worth(n) ? computeBody(eta, y, n) : 0;
        for (int i = body; i < n; i++) {
            computeRow(eta[i], y[i], i);
        }
    }

    private void computeRow(double predictor, double y, int i) {
        double eta = Math.max(-CLAMP, Math.min(CLAMP, predictor));
        if (eta != predictor) {
            clamped++;
        }
        double e = ScalarFunctions.exp(-Math.abs(eta));
        double odds = 1 + e;
        boolean up = eta >= 0;
        double p = (up ? 1 : e) / odds;
        double complement = (up ? e : 1) / odds;
        double s = y > 0 ? eta : -eta;
        probability[i] = p;
        residual[i] = y > 0 ? complement : -p;
        rootWeight[i] = Math.sqrt(e) / odds;
        logLikelihood[i] = Math.min(s, 0) - ScalarFunctions.log1p(e);
    }

    private int computeBody(double[] etas, double[] ys, int n) {
        int body = VectorFunctions.SPECIES.loopBound(n);
        DoubleVector one = VectorFunctions.all(1);
        for (int i = 0; i < body; i += VectorFunctions.SPECIES.length()) {
            DoubleVector predictor = DoubleVector.fromArray(VectorFunctions.SPECIES, etas, i);
            DoubleVector y = DoubleVector.fromArray(VectorFunctions.SPECIES, ys, i);
            DoubleVector eta = predictor.min(CLAMP).max(-CLAMP);
            clamped += eta.compare(VectorOperators.NE, predictor).trueCount();
            DoubleVector e = VectorFunctions.exp(eta.abs().neg());
            DoubleVector odds = e.add(1.0);
            VectorMask<Double> up = eta.compare(VectorOperators.GE, 0.0);
            VectorMask<Double> event = y.compare(VectorOperators.GT, 0.0);
            DoubleVector p = e.blend(one, up).div(odds);
            DoubleVector complement = one.blend(e, up).div(odds);
            DoubleVector s = eta.neg().blend(eta, event);
            p.intoArray(probability, i);
            p.neg().blend(complement, event).intoArray(residual, i);
            e.sqrt().div(odds).intoArray(rootWeight, i);
            s.min(0.0).sub(VectorFunctions.log1p(e)).intoArray(logLikelihood, i);
        }
        return body;
    }

    /** p of the rows last computed: scratch, overwritten by the next block. */
    public double[] probability() {
        return probability;
    }

    /** y − p of the rows last computed: scratch, overwritten by the next block. */
    public double[] residual() {
        return residual;
    }

    /** √(p (1 − p)) of the rows last computed: scratch, overwritten by the next block. */
    public double[] rootWeight() {
        return rootWeight;
    }

    /** Log-likelihood of the rows last computed: scratch, overwritten by the next block. */
    public double[] logLikelihood() {
        return logLikelihood;
    }

    /** Rows so far, over all blocks, whose η was clamped. */
    public long clamped() {
        return clamped;
    }
}
