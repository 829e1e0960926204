package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import koinon.stats.design.Term;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;

/**
 * Whether hazards are proportional: the score test of adding x · g(t) to the model, term by term.
 *
 * <pre>
 *   g(t) = 1 − S(t−), S the Kaplan–Meier curve of all rows, less its mean over the events
 *   U = Σ g r,   I = [Σ V, Σ g V; Σ g V, Σ g² V],   χ² = (0, U_term) I⁻¹ (0, U_term)ᵀ
 * </pre>
 *
 * <p>As {@code cox.zph} of R's survival since version 3.0. Source: Grambsch and Therneau,
 * Biometrika 81 (1994) 515–526.
 */
final class ProportionalHazards {
    private final CoxModel model;
    private final PartialLikelihood at;
    private final double[] g;

    ProportionalHazards(CoxModel model, PartialLikelihood at) {
        this.model = model;
        this.at = at;
        this.g = transformed();
    }

    private double[] transformed() {
        int steps = model.counts().outcome().times().steps();
        double[] before = survivalBefore(steps);
        double[] g = new double[model.times().count()];
        double mean = 0;
        for (int place = 0; place < g.length; place++) {
            g[place] = 1 - before[model.times().index(place)];
            mean += g[place] * model.events(place) / model.events();
        }
        for (int place = 0; place < g.length; place++) {
            g[place] -= mean;
        }
        return g;
    }

    /** S(t−) of all strata together. */
    private double[] survivalBefore(int steps) {
        long[] events = byTime(model.counts().events(), steps);
        long[] censored = byTime(model.counts().censored(), steps);
        long atRisk = 0;
        for (int t = 0; t < steps; t++) {
            atRisk += events[t] + censored[t];
        }
        double[] before = new double[steps];
        double survival = 1;
        for (int t = 0; t < steps; t++) {
            before[t] = survival;
            survival *= atRisk == 0 ? 1 : (double) (atRisk - events[t]) / atRisk;
            atRisk -= events[t] + censored[t];
        }
        return before;
    }

    private static long[] byTime(long[] cells, int steps) {
        long[] sums = new long[steps];
        for (int cell = 0; cell < cells.length; cell++) {
            sums[cell % steps] += cells[cell];
        }
        return sums;
    }

    /** One test per term of the design, and one of all together. */
    List<CoxFit.Test> tests() {
        DoubleDouble[] u = at.gradient(g);
        List<DoubleDouble[][]> byPower =
                IntStream.range(0, 3).mapToObj(power -> at.information(weights(power))).toList();
        List<CoxFit.Test> tests = new ArrayList<>();
        List<Integer> all = new ArrayList<>();
        int column = 0;
        for (Term term : model.columns().design().terms()) {
            List<Integer> own = new ArrayList<>();
            for (int j = column; j < column + term.width(); j++) {
                int k = model.columns().position(j);
                if (k >= 0) {
                    own.add(k);
                }
            }
            column += term.width();
            if (!own.isEmpty()) {
                tests.add(test(term.variables().getFirst(), own, u, byPower));
                all.addAll(own);
            }
        }
        tests.add(test("all together", all, u, byPower));
        return tests;
    }

    private double[] weights(int power) {
        double[] weights = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            weights[i] = power == 0 ? 1 : power == 1 ? g[i] : g[i] * g[i];
        }
        return weights;
    }

    private static CoxFit.Test test(
            String name, List<Integer> own, DoubleDouble[] u, List<DoubleDouble[][]> byPower) {
        int p = u.length;
        int size = p + own.size();
        DoubleDouble[][] matrix = new DoubleDouble[size][size];
        DoubleDouble[] right = new DoubleDouble[size];
        for (int i = 0; i < size; i++) {
            right[i] = i < p ? DoubleDouble.ZERO : u[own.get(i - p)];
            for (int j = 0; j < size; j++) {
                int a = i < p ? i : own.get(i - p);
                int b = j < p ? j : own.get(j - p);
                matrix[i][j] = byPower.get((i < p ? 0 : 1) + (j < p ? 0 : 1))[a][b];
            }
        }
        DoubleDouble[] solved = SymmetricMatrix.of(matrix).factor(1e-6).solve(right);
        double chiSquared = DoubleDouble.dot(solved, right).doubleValue();
        return CoxFit.Test.of(name, chiSquared, own.size());
    }
}
