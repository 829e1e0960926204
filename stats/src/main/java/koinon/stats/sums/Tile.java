package koinon.stats.sums;

/**
 * Four columns and the places of their four inner products in an array of sums. A place of -1 is
 * left out: half of a tile on the diagonal, or the missing neighbour of an odd last column. Reused
 * from tile to tile, one owner.
 */
final class Tile {
    /** left0·right0, left0·right1, left1·right0, left1·right1. */
    static final int PRODUCTS = 4;

    private static final double[] NONE = {};

    double[] left0 = NONE;
    double[] left1 = NONE;
    double[] right0 = NONE;
    double[] right1 = NONE;
    private final int[] places = new int[PRODUCTS];
    private final Wide sums;

    Tile(Wide sums) {
        this.sums = sums;
    }

    void place(int product, int place) {
        places[product] = place;
    }

    boolean wanted(int product) {
        return places[product] >= 0;
    }

    double[] left(int product) {
        return product < 2 ? left0 : left1;
    }

    double[] right(int product) {
        return product % 2 == 0 ? right0 : right1;
    }

    /** Adds h · 2^64 + l, with l unsigned, to the sum of a product; nothing when not wanted. */
    void add(int product, long h, long l) {
        if (wanted(product)) {
            sums.add(places[product], h, l);
        }
    }
}
