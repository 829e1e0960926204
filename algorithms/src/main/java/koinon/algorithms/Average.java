package koinon.algorithms;

import java.util.Collection;
import koinon.model.result.Statistic;

/**
 * Mean and sample standard deviation (n − 1) of a statistic over validations; those in which it is
 * not known are left out.
 */
public record Average(Statistic mean, Statistic sd) {
    public static Average of(Collection<Statistic> values) {
        double[] known =
                values.stream()
                        .mapToDouble(Statistic::orNaN)
                        .filter(v -> !Double.isNaN(v))
                        .toArray();
        double sum = 0;
        for (double value : known) {
            sum += value;
        }
        double mean = sum / known.length;
        double squares = 0;
        for (double value : known) {
            squares += (value - mean) * (value - mean);
        }
        return new Average(
                Statistic.of(mean, "not known in any validation"),
                known.length < 2
                        ? new Statistic.Undefined("needs two validations")
                        : Statistic.of(Math.sqrt(squares / (known.length - 1))));
    }
}
