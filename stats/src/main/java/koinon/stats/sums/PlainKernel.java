package koinon.stats.sums;

/** Inner products by 64 × 64 → 128 bit integer multiplication, row by row. */
final class PlainKernel implements PairKernel {
    @Override
    public void add(Tile tile, int from, int n) {
        for (int product = 0; product < Tile.PRODUCTS; product++) {
            if (tile.wanted(product)) {
                dot(tile, product, from, n);
            }
        }
    }

    private static void dot(Tile tile, int product, int from, int n) {
        double[] a = tile.left(product);
        double[] b = tile.right(product);
        long high = 0;
        long low = 0;
        for (int i = from; i < from + n; i++) {
            long x = integer(a[i]);
            long y = integer(b[i]);
            long l = x * y;
            low += l;
            high += Math.multiplyHigh(x, y) + (Long.compareUnsigned(low, l) < 0 ? 1 : 0);
        }
        tile.add(product, high, low);
    }

    private static long integer(double value) {
        long integer = (long) value;
        if (integer != value) {
            throw new IllegalArgumentException("a column holds a value that is not an integer");
        }
        return integer;
    }
}
