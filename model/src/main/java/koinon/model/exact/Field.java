package koinon.model.exact;

/**
 * One named array of exact integers in a partial.
 *
 * @param length number of elements
 * @param log2Step unit of an element: its value is integer · 2^log2Step
 * @param words 64-bit words of the ring: 1 for Z_2^64, 2 for Z_2^128, 4 for Z_2^256
 */
public record Field(String name, int length, int log2Step, int words) {
    /** Most elements of one field; a bound on memory for hostile schemas. */
    public static final int MAX_LENGTH = 1 << 24;

    /** Largest exponent of a step, of either sign: products of two values on the widest grid. */
    private static final int MAX_LOG2_STEP = 4096;

    public Field {
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("field " + name + " has length " + length);
        }
        if (words < 1 || words > 64) {
            throw new IllegalArgumentException("field " + name + " has " + words + " words");
        }
        if (log2Step < -MAX_LOG2_STEP || log2Step > MAX_LOG2_STEP) {
            throw new IllegalArgumentException("field " + name + " has step 2^" + log2Step);
        }
    }

    /** Counts: integers in Z_2^64. */
    public static Field counts(String name, int length) {
        return new Field(name, length, 0, 1);
    }

    /** Sums of values or products on a grid: integers in Z_2^128. */
    public static Field sums(String name, int length, int log2Step) {
        return new Field(name, length, log2Step, 2);
    }
}
