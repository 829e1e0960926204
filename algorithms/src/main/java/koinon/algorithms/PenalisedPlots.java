package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import koinon.algorithms.PenalisedRegression.Fit;
import koinon.algorithms.PenalisedRegression.Penalty;
import koinon.model.result.Plot;
import koinon.model.result.Statistic;
import koinon.stats.elementary.Elementary;

/** How coefficients and error change along a path of penalties. */
final class PenalisedPlots {
    private static final String AXIS = "log₁₀ λ";

    private PenalisedPlots() {}

    static List<Plot> of(Fit fit) {
        List<Double> x = new ArrayList<>();
        // The curves run from the least penalty to the greatest.
        List<Penalty> path = fit.path().reversed();
        path.forEach(p -> x.add(Elementary.log(p.lambda()) / Elementary.log(10)));
        List<Plot.Curve> coefficients = new ArrayList<>();
        for (int j = 1; j < fit.terms().size(); j++) {
            int term = j;
            coefficients.add(
                    new Plot.Curve(
                            fit.terms().get(j), x, along(path, p -> p.coefficients().get(term))));
        }
        Plot.Curve error =
                new Plot.Curve(
                        "mean squared error ± 1 standard error",
                        x,
                        along(path, Penalty::error),
                        along(path, p -> p.error() - p.standardError()),
                        along(path, p -> p.error() + p.standardError()));
        return List.of(
                curves("Coefficients along the path", "coefficient", coefficients),
                curves("Error of the cross-validation", "error", List.of(error)));
    }

    private static Plot curves(String title, String yAxis, List<Plot.Curve> curves) {
        return new Plot.Curves(title, AXIS, yAxis, false, false, curves);
    }

    private static List<Statistic> along(List<Penalty> path, ToDoubleFunction<Penalty> value) {
        return path.stream().map(p -> Statistic.of(value.applyAsDouble(p))).toList();
    }
}
