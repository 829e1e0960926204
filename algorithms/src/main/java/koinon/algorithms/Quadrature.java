package koinon.algorithms;

import java.util.function.DoubleUnaryOperator;

/**
 * Gauss–Legendre quadrature of smooth functions: nodes are the roots of the Legendre polynomial
 * P_n, weights 2 / ((1 − x²) P_n'(x)²).
 */
final class Quadrature {
    private final double[] nodes;
    private final double[] weights;

    Quadrature(int n) {
        nodes = new double[n];
        weights = new double[n];
        for (int i = 0; i < n; i++) {
            double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            for (int step = 0; step < 10; step++) {
                double[] legendre = legendre(n, x);
                slope = n * (x * legendre[0] - legendre[1]) / (x * x - 1);
                x -= legendre[0] / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    /** P_n and P_{n−1} at x. */
    private static double[] legendre(int n, double x) {
        double before = 1;
        double here = x;
        for (int k = 2; k <= n; k++) {
            double next = ((2 * k - 1) * x * here - (k - 1) * before) / k;
            before = here;
            here = next;
        }
        return new double[] {here, before};
    }

    double integrate(DoubleUnaryOperator f, double from, double to) {
        double half = 0.5 * (to - from);
        double middle = 0.5 * (to + from);
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += weights[i] * f.applyAsDouble(middle + half * nodes[i]);
        }
        return half * sum;
    }
}
