package koinon.data.bounds;

/** How the bound of a variable is proposed (blueprint D2). */
public sealed interface BoundRule {
    /** Wide enough for every value: only under a validation policy, as it shows an extreme. */
    record AllFit() implements BoundRule {}

    /**
     * From the data model's range; without one, four times the value of the k-th most extreme
     * patient.
     *
     * @param k patients that must share an extreme before it may show; at most {@link
     *     Extremes#KEPT}
     */
    record Extreme(int k) implements BoundRule {
        public Extreme {
            if (k < 1 || k > Extremes.KEPT) {
                throw new IllegalArgumentException("k is " + k);
            }
        }
    }
}
