package koinon.stats.design;

/**
 * How k levels of a categorical variable become columns. The rows below are the cells of a row with
 * the column's own level, with the reference level, and with any other.
 *
 * <pre>
 *             columns                       own        reference   other
 *   DUMMY     one per level but reference   1          0           0
 *   SUM       one per level but reference   1          −1          0
 *   SIMPLE    one per level but reference   1 − 1/k    −1/k        −1/k
 *   FULL      one per level                 1          –           0
 * </pre>
 *
 * <p>Coefficients of DUMMY and SIMPLE compare a level with the reference, those of SUM with the
 * mean of all levels.
 */
public enum Coding {
    DUMMY,
    SUM,
    SIMPLE,
    FULL
}
