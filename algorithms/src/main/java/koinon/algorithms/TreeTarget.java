package koinon.algorithms;

import koinon.model.exact.Grid;
import koinon.stats.rows.Block;
import koinon.stats.sums.ExactSum;

/** What a row adds to the sums of the node it stands in, channel by channel; one owner. */
interface TreeTarget {
    /** Sums kept per bin. */
    int channels();

    /** Reads the outcome of a block, which is its first column. */
    void load(Block block);

    /**
     * Called before the rows of a model are added.
     *
     * @param bins of the rows
     */
    default void model(int model, int[][] bins) {}

    /** Adds a row's channels from a place on. */
    void add(ExactSum sums, int at, int row);

    /** Counts of classes, in an order of one's own. */
    final class Classes implements TreeTarget {
        private final int[] place;
        private int[] codes = new int[0];

        /**
         * @param place of each level of the outcome
         */
        Classes(int[] place) {
            this.place = place.clone();
        }

        @Override
        public int channels() {
            return place.length;
        }

        @Override
        public void load(Block block) {
            codes = block.codes(0);
        }

        @Override
        public void add(ExactSum sums, int at, int row) {
            sums.add(at + place[codes[row]], 1);
        }
    }

    /** n, Σy and Σy². */
    final class Numbers implements TreeTarget {
        private final Grid grid;
        private final long[] values = new long[Block.CAPACITY];

        Numbers(Grid grid) {
            this.grid = grid;
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public void load(Block block) {
            for (int i = 0; i < block.size(); i++) {
                values[i] = (long) grid.quantise(block.values(0)[i]);
            }
        }

        @Override
        public void add(ExactSum sums, int at, int row) {
            sums.add(at, 1);
            sums.add(at + 1, values[row]);
            sums.addSquare(at + 2, values[row]);
        }
    }
}
