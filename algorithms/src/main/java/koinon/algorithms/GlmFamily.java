package koinon.algorithms;

import koinon.stats.elementary.Elementary;
import koinon.stats.elementary.LogGamma;

/**
 * A family with its link: what one row of outcome y and linear predictor η adds to the sums of
 * Newton's method. Deviance and Pearson's square are 0 for a perfect fit.
 *
 * <pre>
 *                  μ        score      weight   deviance                        Pearson
 *   POISSON        exp η    y − μ      μ        2 (y log(y/μ) − (y − μ))        (y − μ)² / μ
 *   GAMMA_LOG      exp η    y/μ − 1    y/μ      2 (y/μ − 1 − log(y/μ))          (y/μ − 1)²
 *   GAMMA_INVERSE  1 / η    μ − y      μ²       2 (y/μ − 1 − log(y/μ))          (y/μ − 1)²
 * </pre>
 *
 * <p>The weight is that of the observed information. For GAMMA_LOG the expected one is 1, and the
 * standard errors take that, as R does. Clamped: η beyond ±30, of GAMMA_INVERSE below 2^-20 or
 * above 2^43; y/μ beyond 2^43, Pearson's square beyond 2^50. Hence all scores and weights are at
 * most 2^44 and all deviances and squares at most 2^51.
 */
enum GlmFamily {
    POISSON("Poisson", "log"),
    GAMMA_LOG("Gamma", "log"),
    GAMMA_INVERSE("Gamma", "inverse");

    static final double CLAMP = 30;
    private static final double LEAST_INVERSE = 0x1p-20;
    private static final double MOST = 0x1p43;
    private static final double MOST_SQUARE = 0x1p50;

    private final String family;
    private final String link;

    GlmFamily(String family, String link) {
        this.family = family;
        this.link = link;
    }

    String family() {
        return family;
    }

    String link() {
        return link;
    }

    boolean gamma() {
        return this != POISSON;
    }

    /** Whether an outcome belongs to the family. */
    boolean takes(double y) {
        return this == POISSON ? y >= 0 && y <= MOST && y == Math.rint(y) : y > 0;
    }

    /** What is wrong with an outcome that does not. */
    String demand() {
        return this == POISSON ? "whole numbers from 0 to 2^43 (counts)" : "numbers above 0";
    }

    /** y log y − y − log y!, the log-likelihood of a perfect fit; of Gamma log y. */
    double base(double y) {
        if (gamma()) {
            return Elementary.log(y);
        }
        return y == 0 ? 0 : y * Elementary.log(y) - y - LogGamma.ofFactorial(y);
    }

    /** The intercept of the model without covariates. */
    double intercept(double mean) {
        return this == GAMMA_INVERSE ? 1 / mean : Elementary.log(mean);
    }

    /** The terms of a block of rows. Reused from block to block, one owner. */
    final class Terms {
        private final double[] score;
        private final double[] weight;
        private final double[] deviance;
        private final double[] pearson;
        private long clamped;

        Terms(int capacity) {
            score = new double[capacity];
            weight = new double[capacity];
            deviance = new double[capacity];
            pearson = new double[capacity];
        }

        /** Computes the terms of the first n rows; eta is overwritten. */
        void compute(double[] eta, double[] y, int n) {
            for (int i = 0; i < n; i++) {
                double inside =
                        GlmFamily.this == GAMMA_INVERSE
                                ? Math.max(LEAST_INVERSE, Math.min(MOST, eta[i]))
                                : Math.max(-CLAMP, Math.min(CLAMP, eta[i]));
                clamped += inside == eta[i] ? 0 : 1;
                eta[i] = inside;
            }
            switch (GlmFamily.this) {
                case POISSON -> poisson(eta, y, n);
                case GAMMA_LOG -> gammaLog(eta, y, n);
                case GAMMA_INVERSE -> gammaInverse(eta, y, n);
            }
        }

        private void poisson(double[] eta, double[] y, int n) {
            Elementary.exp(eta, weight, n);
            for (int i = 0; i < n; i++) {
                double mu = weight[i];
                double off = y[i] - mu;
                score[i] = off;
                double surprise = y[i] == 0 ? 0 : y[i] * (Elementary.log(y[i]) - eta[i]);
                deviance[i] = Math.max(0, 2 * (surprise - off));
                pearson[i] = Math.min(MOST_SQUARE, off * off / mu);
            }
        }

        private void gammaLog(double[] eta, double[] y, int n) {
            for (int i = 0; i < n; i++) {
                double ratio = ratio(i, y[i] * Elementary.exp(-eta[i]));
                score[i] = ratio - 1;
                weight[i] = ratio;
            }
        }

        private void gammaInverse(double[] eta, double[] y, int n) {
            for (int i = 0; i < n; i++) {
                ratio(i, y[i] * eta[i]);
                double mu = 1 / eta[i];
                score[i] = mu - y[i];
                weight[i] = mu * mu;
            }
        }

        /** Deviance and Pearson's square of a row from y/μ, which is returned within bounds. */
        private double ratio(int i, double value) {
            double ratio = Math.min(MOST, value);
            clamped += ratio == value ? 0 : 1;
            double off = ratio - 1;
            deviance[i] = Math.max(0, 2 * (off - Elementary.log(ratio)));
            pearson[i] = Math.min(MOST_SQUARE, off * off);
            return ratio;
        }

        double[] score() {
            return score;
        }

        double[] weight() {
            return weight;
        }

        double[] deviance() {
            return deviance;
        }

        double[] pearson() {
            return pearson;
        }

        /** Rows so far, over all blocks, where something was clamped. */
        long clamped() {
            return clamped;
        }
    }
}
