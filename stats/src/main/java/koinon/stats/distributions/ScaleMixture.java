package koinon.stats.distributions;

import java.util.function.DoubleUnaryOperator;

/**
 * Expectations over the logarithm v of a root mean square s = √(χ²/df), the scale of a Student
 * ratio.
 *
 * <pre>
 *   E[g(v)] = ∫ g(v) w(v) dv / ∫ w(v) dv      w(v) = exp(df (v − (e^(2v) − 1) / 2))
 * </pre>
 *
 * <p>Guarantee: the trapezoidal rule over v converges faster than any power of its step, because w
 * is analytic and both its ends vanish: 13 digits for a smooth positive g that grows by less than
 * e^(df |v|). Not checked: that g changes little within a step.
 */
final class ScaleMixture {
    /** Logarithm of what the ends may leave out. */
    private static final double ENDS = -75;

    private final double df;
    private final double step;

    /**
     * @param width of the narrowest feature of g; infinite when it has none
     */
    ScaleMixture(double df, double width) {
        if (!(df > 0 && df < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees of freedom " + df);
        }
        this.df = df;
        this.step = Math.min(Math.min(0.1, 0.5 / Math.sqrt(2 * df)), width / 2);
    }

    private double logWeight(double v) {
        return df * (v - StrictMath.expm1(2 * v) / 2);
    }

    double expectation(DoubleUnaryOperator g) {
        double total = 1;
        double sum = g.applyAsDouble(0);
        for (int side = -1; side <= 1; side += 2) {
            double log = 0;
            for (int i = 1; log > ENDS; i++) {
                double v = side * i * step;
                log = logWeight(v);
                double weight = StrictMath.exp(log);
                total += weight;
                sum += weight * g.applyAsDouble(v);
            }
        }
        return sum / total;
    }
}
