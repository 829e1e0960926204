package koinon.data.columns;

/**
 * A keyed hash of each row's patient, by which rows are put into folds (blueprint D11).
 *
 * <pre>
 *   hash = first 52 bits of HMAC-SHA-256(key, name of the patient)
 *   fold = hash mod number of folds
 * </pre>
 *
 * <p>Where every row is a patient of its own its name is the SHA-256 of its cells, {@code #} and
 * how many rows with the same cells stand before it.
 */
public final class FoldColumn implements ColumnData {
    private final long[] hashes;

    /** Takes the array over. */
    FoldColumn(long[] hashes) {
        this.hashes = hashes;
    }

    public int fold(int row, int count) {
        return (int) (hashes[row] % count);
    }

    @Override
    public long bytes() {
        return 16 + 8L * hashes.length;
    }
}
