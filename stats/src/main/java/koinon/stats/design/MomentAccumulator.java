package koinon.stats.design;

import koinon.model.exact.ExactVector;
import koinon.stats.rows.Block;
import koinon.stats.sums.ExactGram;

/**
 * All moments of the columns of a design, over blocks of rows: the accumulator of a one-round least
 * squares or correlation.
 *
 * <pre>
 *   Rows.reduce(design.variables(), () -> new MomentAccumulator(design),
 *       MomentAccumulator::add, MomentAccumulator::merge)
 * </pre>
 *
 * <p>Put the outcome last among the numerical variables: then the last column of the triangle holds
 * X'y, and y'y at its end. Guarantee, units and layout: {@link ExactGram}. One owner.
 */
public final class MomentAccumulator {
    private final DesignMatrix design;
    private final ExactGram gram;
    private final double[][] scratch;
    private long rows;

    public MomentAccumulator(DesignMatrix design) {
        this.design = design;
        this.gram = new ExactGram(design.columns());
        this.scratch = design.scratch();
    }

    /** Adds the rows of a block that holds design.variables() from its first position. */
    public void add(Block block) {
        design.fill(block, scratch);
        gram.add(scratch, block.size());
        rows += block.size();
    }

    public MomentAccumulator merge(MomentAccumulator other) {
        gram.merge(other.gram);
        rows += other.rows;
        return this;
    }

    /** Rows added so far. */
    public long rows() {
        return rows;
    }

    /** Adds the triangle to a field of {@link ExactGram#size} elements of two words. */
    public void writeTo(ExactVector.Builder builder, String field) {
        gram.writeTo(builder, field);
    }
}
