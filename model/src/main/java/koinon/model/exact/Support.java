package koinon.model.exact;

/**
 * What stands behind one statistic of a site: how many patients it is about, and what kind it is.
 * The gate decides from this alone whether the statistic may leave.
 *
 * @param patients patients that the statistic describes
 * @param below patients strictly below a quantile; equal to patients for the other kinds
 * @param above patients strictly above a quantile; equal to patients for the other kinds
 */
public record Support(Kind kind, long patients, long below, long above) {
    /** Kinds of statistic, by how much they can tell about one person. */
    public enum Kind {
        /** How many rows or patients. */
        COUNT,
        /** Mean, variance and other smooth functions of all patients. */
        MOMENT,
        /** A quantile: needs patients on both sides. */
        QUANTILE,
        /** A minimum or maximum: one person's value. */
        EXTREME
    }

    public static Support count(long patients) {
        return new Support(Kind.COUNT, patients, patients, patients);
    }

    public static Support moment(long patients) {
        return new Support(Kind.MOMENT, patients, patients, patients);
    }

    public static Support quantile(long patients, long below, long above) {
        return new Support(Kind.QUANTILE, patients, below, above);
    }

    public static Support extreme(long patients) {
        return new Support(Kind.EXTREME, patients, patients, patients);
    }
}
