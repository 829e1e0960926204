package koinon.algorithms;

import java.util.List;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;

/** Result of correlations. */
public final class PearsonCorrelation {
    private PearsonCorrelation() {}

    /** The result. */
    public record Matrix(
            List<String> x,
            List<String> y,
            long n,
            List<List<Statistic>> r,
            List<List<Statistic>> p,
            List<List<Statistic>> lower,
            List<List<Statistic>> upper,
            List<String> warnings)
            implements Result {
        @Override
        public String method() {
            return "Pearson's correlation";
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(), List.of());
        }
    }
}
