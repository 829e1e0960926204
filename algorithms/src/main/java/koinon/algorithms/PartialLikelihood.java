package koinon.algorithms;

import java.util.Arrays;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.sums.ExactGram;

/**
 * Cox's partial likelihood, its gradient and its information, event time by event time.
 *
 * <pre>
 *   S = Σ over those at risk, E = Σ over those with the event, of w, w u, w u uᵀ (S0, S1, S2 …)
 *   d events at a time, f_l = l / d for l = 0 … d − 1 (Efron), f_l = 0 (Breslow)
 *   ℓ = Σ_events η − Σ_l log(S0 − f_l E0)       r = Σ_events u − Σ_l (S1 − f_l E1) / (S0 − f_l E0)
 *   V = Σ_l (S2 − f_l E2) / (S0 − f_l E0) − m_l m_lᵀ,  m_l the quotient in r
 *   gradient Σ r, information Σ V, increment of the baseline hazard Σ_l 1 / (S0 − f_l E0)
 * </pre>
 */
final class PartialLikelihood {
    /** What rounding to a step leaves of an aliased column is far below this, a real one above. */
    private static final double TOLERANCE = 1e-6;

    /** Information per event below what rounding to a step can make up is none. */
    private static final double NOISE = 0x1p-46;

    /** Nor is a variance of less than this share of the squares about the centre. */
    private static final double FLAT = 1e-11;

    private final int p;
    private final DoubleDouble[][] residuals;
    private final DoubleDouble[][] variances;
    private final double[] hazards;
    private final double[] floors;
    private final long clamped;
    private double logLikelihood;

    PartialLikelihood(CoxModel model, CoxSums sums, double[] b) {
        CoxTimes times = model.times();
        this.p = model.columns().size();
        this.residuals = new DoubleDouble[times.count()][];
        this.variances = new DoubleDouble[times.count()][];
        this.hazards = new double[times.count()];
        this.floors = new double[p];
        this.clamped = sums.clamped();
        DoubleDouble[] atRisk = new DoubleDouble[CoxRound.width(p)];
        for (int place = times.count() - 1; place >= 0; place--) {
            if (times.last(place)) {
                Arrays.fill(atRisk, DoubleDouble.ZERO);
            }
            DoubleDouble[] leaving = sums.leaving(place);
            Arrays.setAll(atRisk, i -> atRisk[i].plus(leaving[i]));
            DoubleDouble[] observed = model.eventSums(place);
            Ties ties = new Ties(atRisk, sums.events(place), model.events(place), sums.efron());
            logLikelihood += dot(b, observed) - ties.logs;
            hazards[place] = ties.a;
            residuals[place] = ties.residual(observed);
            variances[place] = ties.variance();
            for (int j = 0; j < p; j++) {
                int square = 1 + p + ExactGram.index(p, j, j);
                floors[j] += FLAT * ties.mixed(square).doubleValue() + NOISE * model.events(place);
            }
        }
    }

    private static double dot(double[] b, DoubleDouble[] u) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = 0; k < b.length; k++) {
            sum = sum.plus(u[k].times(DoubleDouble.of(b[k])));
        }
        return sum.doubleValue();
    }

    /** The sums over tied events at one time, gathered so that no loop is over events and pairs. */
    private final class Ties {
        private final DoubleDouble[] s;
        private final DoubleDouble[] e;
        private double logs;
        private double a;
        private double fa;
        private double aa;
        private double faa;
        private double ffaa;

        Ties(DoubleDouble[] s, DoubleDouble[] e, long d, boolean efron) {
            this.s = s.clone();
            this.e = e;
            double all = s[0].doubleValue();
            double events = e[0].doubleValue();
            if (efron) {
                for (long l = 0; l < d; l++) {
                    add(l / (double) d, 1, all, events);
                }
            } else {
                add(0, (double) d, all, events);
            }
        }

        private void add(double f, double times, double all, double events) {
            double rest = all - f * events;
            double inverse = 1 / rest;
            logs += times * Elementary.log(rest);
            a += times * inverse;
            fa += times * f * inverse;
            aa += times * inverse * inverse;
            faa += times * f * inverse * inverse;
            ffaa += times * f * f * inverse * inverse;
        }

        DoubleDouble[] residual(DoubleDouble[] observed) {
            DoubleDouble[] residual = new DoubleDouble[p];
            for (int j = 0; j < p; j++) {
                residual[j] = observed[j].minus(mixed(1 + j));
            }
            return residual;
        }

        private DoubleDouble mixed(int i) {
            return s[i].times(DoubleDouble.of(a)).minus(e[i].times(DoubleDouble.of(fa)));
        }

        DoubleDouble[] variance() {
            DoubleDouble[] triangle = new DoubleDouble[ExactGram.size(p)];
            for (int j = 0, at = 0; j < p; j++) {
                for (int k = j; k < p; k++, at++) {
                    triangle[at] = mixed(1 + p + at).minus(means(1 + j, 1 + k));
                }
            }
            return triangle;
        }

        private DoubleDouble means(int j, int k) {
            DoubleDouble cross = s[j].times(e[k]).plus(e[j].times(s[k]));
            return s[j].times(s[k])
                    .times(DoubleDouble.of(aa))
                    .minus(cross.times(DoubleDouble.of(faa)))
                    .plus(e[j].times(e[k]).times(DoubleDouble.of(ffaa)));
        }
    }

    double logLikelihood() {
        return logLikelihood;
    }

    long clamped() {
        return clamped;
    }

    /** Increment of the baseline hazard at each event time. */
    double[] hazards() {
        return hazards.clone();
    }

    /** Σ r, each event time times a weight. */
    DoubleDouble[] gradient(double[] weights) {
        DoubleDouble[] sum = new DoubleDouble[p];
        Arrays.fill(sum, DoubleDouble.ZERO);
        for (int place = 0; place < weights.length; place++) {
            DoubleDouble weight = DoubleDouble.of(weights[place]);
            for (int j = 0; j < p; j++) {
                sum[j] = sum[j].plus(residuals[place][j].times(weight));
            }
        }
        return sum;
    }

    /** Σ V, each event time times a weight. Shape: p × p. */
    DoubleDouble[][] information(double[] weights) {
        DoubleDouble[][] sum = new DoubleDouble[p][p];
        for (int j = 0, at = 0; j < p; j++) {
            for (int k = j; k < p; k++, at++) {
                DoubleDouble cell = DoubleDouble.ZERO;
                for (int place = 0; place < weights.length; place++) {
                    DoubleDouble weight = DoubleDouble.of(weights[place]);
                    cell = cell.plus(variances[place][at].times(weight));
                }
                sum[j][k] = cell;
                sum[k][j] = cell;
            }
        }
        return sum;
    }

    private double[] ones() {
        double[] ones = new double[hazards.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    DoubleDouble[] gradient() {
        return gradient(ones());
    }

    SymmetricMatrix information() {
        return SymmetricMatrix.of(information(ones()));
    }

    /** Factors; a column that does not vary among those at risk together is aliased. */
    Factor factor() {
        DoubleDouble[][] information = information(ones());
        for (int j = 0; j < p; j++) {
            if (information[j][j].doubleValue() <= floors[j]) {
                Arrays.fill(information[j], DoubleDouble.ZERO);
                for (DoubleDouble[] row : information) {
                    row[j] = DoubleDouble.ZERO;
                }
            }
        }
        return SymmetricMatrix.of(information).factor(TOLERANCE);
    }
}
