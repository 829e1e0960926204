package koinon.cli.demo;

import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What became of a patient after the visit. Drawn from a stream of its own, so that everything else
 * of the cohort is as it would be without.
 *
 * <pre>
 *   rate per year = 0.05 exp(0.04 (age − 72) + 0.4 apoe4 + 1.0 MCI + 1.5 AD)
 *   progressed when an exponential time of that rate ends within the time followed
 *   predicted risk = 1 − exp(−2 rate · noise), a two-year risk that is somewhat too sure of itself
 * </pre>
 */
final class FollowUp {
    static final Set<String> VARIABLES = Set.of("follow_up_days", "progressed", "predicted_risk");

    private static final double YEAR = 365.25;

    private FollowUp() {}

    /** Adds the follow-up of a patient to the values. */
    static void draw(RandomGenerator random, Map<String, Object> values) {
        double rate = rate(values);
        double waiting = -StrictMath.log(1 - random.nextDouble()) / rate * YEAR;
        double followed = 200 + 1_600 * random.nextDouble();
        double noise = StrictMath.exp(random.nextGaussian(0.15, 0.3));
        values.put("follow_up_days", Math.max(1, Math.rint(Math.min(waiting, followed))));
        values.put("progressed", waiting <= followed ? "yes" : "no");
        values.put("predicted_risk", 1 - StrictMath.exp(-2 * rate * noise));
    }

    private static double rate(Map<String, Object> values) {
        double age = ((Number) values.getOrDefault("age", 72)).doubleValue();
        double apoe4 = ((Number) values.getOrDefault("apoe4", 0)).doubleValue();
        double stage =
                switch (String.valueOf(values.get("diagnosis"))) {
                    case "MCI" -> 1.0;
                    case "AD" -> 1.5;
                    default -> 0.0;
                };
        return 0.05 * StrictMath.exp(0.04 * (age - 72) + 0.4 * apoe4 + stage);
    }
}
