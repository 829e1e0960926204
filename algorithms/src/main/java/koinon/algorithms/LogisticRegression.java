package koinon.algorithms;

import java.util.List;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;

/** Result of logistic regression. */
public final class LogisticRegression {
    private LogisticRegression() {}

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
            String positive,
            List<String> terms,
            List<Coefficient> coefficients,
            long n,
            double dfModel,
            double dfResidual,
            double logLikelihood,
            double nullLogLikelihood,
            double aic,
            double bic,
            Statistic mcFadden,
            Statistic coxSnell,
            List<String> warnings)
            implements Result {
        @Override
        public String method() {
            return "logistic regression";
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(), List.of());
        }
    }
}
