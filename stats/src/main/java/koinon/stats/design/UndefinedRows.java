package koinon.stats.design;

import java.util.List;
import koinon.stats.rows.Block;

/**
 * Counts, for every transformed term of a design, the rows in which its function is not defined.
 * One owner.
 */
public final class UndefinedRows {
    private final List<Term> terms;
    private final double[] scratch = new double[Block.CAPACITY];
    private final long[] counts;

    public UndefinedRows(DesignMatrix design) {
        this.terms = design.terms();
        this.counts = new long[terms(design).size()];
    }

    /** The terms that are counted: those whose function is not defined for every number. */
    public static List<TransformedTerm> terms(DesignMatrix design) {
        return design.terms().stream()
                .filter(TransformedTerm.class::isInstance)
                .map(TransformedTerm.class::cast)
                .filter(term -> !term.total())
                .toList();
    }

    /** Counts the rows of a block that holds design.variables() from its first position. */
    public void add(Block block) {
        int variable = 0;
        int counted = 0;
        for (Term term : terms) {
            if (term instanceof TransformedTerm transformed && !transformed.total()) {
                transformed.compute(block, variable, scratch);
                counts[counted++] += notANumber(block.size());
            }
            variable += term.variables().size();
        }
    }

    private long notANumber(int n) {
        long found = 0;
        for (int i = 0; i < n; i++) {
            found += Double.isNaN(scratch[i]) ? 1 : 0;
        }
        return found;
    }

    public UndefinedRows merge(UndefinedRows other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        return this;
    }

    /** One count per term of {@link #terms}. A copy. */
    public long[] counts() {
        return counts.clone();
    }
}
