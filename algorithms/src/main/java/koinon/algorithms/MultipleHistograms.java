package koinon.algorithms;

import java.util.List;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import org.jspecify.annotations.Nullable;

/** Result of histograms. */
public final class MultipleHistograms {
    private MultipleHistograms() {}

    /** One histogram. */
    public record Panel(
            String variable,
            @Nullable String groupingVariable,
            @Nullable String groupingLevel,
            List<Double> edges,
            List<String> categories,
            List<Statistic> counts) {}

    /** The result. */
    public record Histograms(List<Panel> panels, List<String> warnings) implements Result {
        @Override
        public String method() {
            return "histograms";
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(), List.of());
        }
    }
}
