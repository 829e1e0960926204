package koinon.data.columns;

/**
 * Positions of levels, packed into as few bytes as the number of levels allows; -1 where missing.
 */
public final class CodeColumn implements ColumnData {
    // One of the two is used, the other is empty.
    private final byte[] bytes;
    private final short[] shorts;
    private final int missing;

    private CodeColumn(byte[] bytes, short[] shorts, int missing) {
        this.bytes = bytes;
        this.shorts = shorts;
        this.missing = missing;
    }

    /** Fills a column of codes below a number of levels, which is at most 32,768. */
    static final class Builder {
        private final byte[] bytes;
        private final short[] shorts;
        private int missing;

        Builder(int rows, int levels) {
            if (levels > Short.MAX_VALUE + 1) {
                throw new IllegalArgumentException(levels + " levels");
            }
            boolean small = levels <= Byte.MAX_VALUE + 1;
            bytes = new byte[small ? rows : 0];
            shorts = new short[small ? 0 : rows];
        }

        void set(int row, int code) {
            missing += code < 0 ? 1 : 0;
            if (shorts.length > 0) {
                shorts[row] = (short) code;
            } else {
                bytes[row] = (byte) code;
            }
        }

        CodeColumn build() {
            return new CodeColumn(bytes, shorts, missing);
        }
    }

    public int code(int row) {
        return shorts.length > 0 ? shorts[row] : bytes[row];
    }

    /** Rows with no level. */
    public int missing() {
        return missing;
    }

    /** Copies a run of rows. */
    public void copy(int from, int count, int[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = code(from + i);
        }
    }

    /** Copies the rows of a list, from a place in it. */
    public void gather(int[] rows, int from, int count, int[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = code(rows[from + i]);
        }
    }

    @Override
    public long bytes() {
        return 32 + bytes.length + 2L * shorts.length;
    }
}
