package koinon.algorithms;

import java.util.Arrays;

/**
 * Degrees of freedom of the fixed effects of a mixed model.
 *
 * <pre>
 *   df_j = 2 v_j² / (gᵀ V g)       v_j = σ² a_j,  a = diag A⁻¹,  g = (a_j, σ² ∂a_j/∂λ)
 *   V = 2 H⁻¹,  H of −2ℓ(σ², λ) at its minimum:
 *     ∂²/∂σ²² = m / σ⁴       ∂²/∂σ²∂λ = −rss'(λ) / σ⁴       ∂²/∂λ²: central difference of −2ℓ'
 * </pre>
 *
 * <p>The same for every pair of parameters that spans the model, because the gradient is 0. Where λ
 * = 0 the model is a linear regression and the degrees are its own. Source: Kuznetsova, Brockhoff,
 * Christensen, Journal of Statistical Software 82 (2017), issue 13.
 */
final class Satterthwaite {
    /** Relative step of the difference: an error of 1e-8, which no p-value notices. */
    private static final double STEP = 0x1p-13;

    private Satterthwaite() {}

    static double[] degrees(MixedLikelihood likelihood, MixedLikelihood.Point best) {
        double lambda = best.lambda();
        double[] variances = best.variances();
        double[] degrees = new double[variances.length];
        if (lambda == 0) {
            Arrays.fill(degrees, likelihood.rows() - likelihood.parameters());
            return degrees;
        }
        double sigmaSquared = best.sigmaSquared();
        double curvature =
                (likelihood.new Point(lambda * (1 + STEP)).slope(sigmaSquared)
                                - likelihood.new Point(lambda * (1 - STEP)).slope(sigmaSquared))
                        / (2 * STEP * lambda);
        double own = likelihood.degrees() / sigmaSquared / sigmaSquared;
        double mixed = best.fall() / sigmaSquared / sigmaSquared;
        double determinant = own * curvature - mixed * mixed;
        double[] slopes = best.varianceSlopes();
        for (int j = 0; j < degrees.length; j++) {
            double v = sigmaSquared * variances[j];
            double a = variances[j];
            double b = sigmaSquared * slopes[j];
            double spread = 2 * (curvature * a * a - 2 * mixed * a * b + own * b * b) / determinant;
            degrees[j] = 2 * v * v / spread;
        }
        return degrees;
    }
}
