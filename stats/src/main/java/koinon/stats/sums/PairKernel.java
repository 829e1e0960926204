package koinon.stats.sums;

/**
 * Adds the four inner products of a 2 × 2 tile of columns over a run of rows, exactly. All kernels
 * give the same bits, because the result is an exact integer.
 */
interface PairKernel {
    /** Most rows in one run. */
    int MAX_ROWS = 1024;

    /**
     * Inner products of tile.left0, left1 with tile.right0, right1 over rows from to from + n − 1,
     * added to the tile's four sums.
     */
    void add(Tile tile, int from, int n);
}
