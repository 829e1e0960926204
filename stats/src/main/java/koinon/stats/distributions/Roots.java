package koinon.stats.distributions;

import java.util.function.DoubleUnaryOperator;

/** Zeros of monotone functions between two ends, for quantiles and limits of confidence. */
public final class Roots {
    private static final double ENOUGH = 1e-15;

    private Roots() {}

    /**
     * The zero of a decreasing function, f(low) ≥ 0 ≥ f(high): false position with halved ends
     * (Illinois), bisection whenever that is slow. Ends after maxSteps at the latest.
     */
    public static double decreasing(DoubleUnaryOperator f, double low, double high, int maxSteps) {
        double a = low;
        double b = high;
        double fa = f.applyAsDouble(a);
        double fb = f.applyAsDouble(b);
        int side = 0;
        for (int i = 0; i < maxSteps && b - a > ENOUGH * (Math.abs(a) + Math.abs(b)); i++) {
            double guess = i % 4 == 3 || fa == fb ? (a + b) / 2 : (a * fb - b * fa) / (fb - fa);
            double x = guess > a && guess < b ? guess : (a + b) / 2;
            if (x <= a || x >= b) {
                return x;
            }
            double fx = f.applyAsDouble(x);
            if (fx == 0) {
                return x;
            }
            if (fx > 0) {
                fb = side == 1 ? fb / 2 : fb;
                a = x;
                fa = fx;
                side = 1;
            } else {
                fa = side == -1 ? fa / 2 : fa;
                b = x;
                fb = fx;
                side = -1;
            }
        }
        return (a + b) / 2;
    }
}
