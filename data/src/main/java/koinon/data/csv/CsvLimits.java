package koinon.data.csv;

/**
 * What a CSV file may cost.
 *
 * @param maxColumns most cells in a line
 * @param maxLineBytes longest line, in bytes
 */
public record CsvLimits(int maxColumns, int maxLineBytes) {
    public static final CsvLimits DEFAULT = new CsvLimits(5_000, 2 << 20);

    public CsvLimits {
        if (maxColumns < 1 || maxLineBytes < 1 || maxLineBytes > 1 << 28) {
            throw new IllegalArgumentException(
                    "limits of " + maxColumns + " columns and " + maxLineBytes + " bytes");
        }
    }
}
