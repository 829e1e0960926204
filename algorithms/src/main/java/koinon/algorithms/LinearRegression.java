package koinon.algorithms;

import java.util.List;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;

/** Result of ordinary least squares. */
public final class LinearRegression {
    private LinearRegression() {}

    /** One term. */
    public record Coefficient(
            String term,
            Statistic estimate,
            Statistic standardError,
            Statistic statistic,
            Statistic pValue,
            Statistic lower,
            Statistic upper) {}

    /** The result. */
    public record Fit(
            String dependent,
            List<String> terms,
            List<Coefficient> coefficients,
            long n,
            double dfModel,
            double dfResidual,
            Statistic residualStandardError,
            Statistic rSquared,
            Statistic adjustedRSquared,
            Statistic f,
            Statistic fPValue,
            List<String> warnings)
            implements Result {
        @Override
        public String method() {
            return "ordinary least squares";
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(), List.of());
        }
    }
}
