package koinon.stats.distributions;

/**
 * A continuous distribution. Both tails are computed as tails, so that a p-value of 1e-300 keeps
 * its digits; never take 1 − cumulative.
 */
public sealed interface Distribution permits Normal, StudentT, ChiSquared, FisherF {
    /** P(X ≤ x). */
    double cumulative(double x);

    /** P(X &gt; x). */
    double survival(double x);

    double density(double x);

    /** The x with P(X ≤ x) = probability, to 12 digits. */
    double quantile(double probability);

    /** The x with P(X &gt; x) = probability, to 12 digits. */
    double upperQuantile(double probability);
}
