package koinon.algorithms;

import java.util.List;
import java.util.SortedMap;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import org.jspecify.annotations.Nullable;

/** Result of descriptive statistics. */
public final class DescriptiveStatistics {
    private DescriptiveStatistics() {}

    /** One variable in one dataset. */
    public record Row(
            String variable,
            String dataset,
            @Nullable Numeric numeric,
            @Nullable Nominal nominal) {}

    /** Of a numerical variable. */
    public record Numeric(
            Statistic count,
            Statistic missing,
            Statistic total,
            Statistic mean,
            Statistic std,
            Statistic min,
            Statistic q1,
            Statistic median,
            Statistic q3,
            Statistic max) {}

    /** Of a nominal variable. */
    public record Nominal(
            Statistic count,
            Statistic missing,
            Statistic total,
            SortedMap<String, Statistic> levels) {}

    /** The result. */
    public record Summary(List<Row> variableBased, List<Row> modelBased, List<String> warnings)
            implements Result {
        @Override
        public String method() {
            return "descriptive statistics";
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(), List.of());
        }
    }
}
