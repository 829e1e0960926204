package koinon.data.bounds;

/** How the bound of a variable is proposed (blueprint D2). */
public sealed interface BoundRule {
    /** Most patients that can share an extreme: so many values are kept of each variable. */
    int MOST_PATIENTS = 64;

    /** Wide enough for every value: only under a validation policy, as it shows an extreme. */
    record AllFit() implements BoundRule {}

    /**
     * From the data model's range; without one, four times the value of the k-th most extreme
     * patient.
     *
     * @param k patients that must share an extreme before it may show; at most {@link
     *     #MOST_PATIENTS}
     */
    record Extreme(int k) implements BoundRule {
        public Extreme {
            if (k < 1 || k > MOST_PATIENTS) {
                throw new IllegalArgumentException("k is " + k);
            }
        }
    }
}
