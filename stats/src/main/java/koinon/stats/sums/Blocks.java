package koinon.stats.sums;

import java.util.Objects;

/** Checks the shape of a block of columns once, so that kernels need not. */
final class Blocks {
    private Blocks() {}

    static void check(double[][] block, int columns, int from, int n) {
        if (block.length != columns) {
            throw new IllegalArgumentException(
                    "block has " + block.length + " columns, expected " + columns);
        }
        for (double[] column : block) {
            Objects.checkFromIndexSize(from, n, column.length);
        }
    }
}
