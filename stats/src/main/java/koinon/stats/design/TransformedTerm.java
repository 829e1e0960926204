package koinon.stats.design;

import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.stats.rows.Block;

/**
 * A function of a numerical variable as the integers of a grid of its own: {@code log(x)}, {@code
 * I(x^2)}, {@code sqrt(exp(x))}.
 *
 * <pre>
 *   |x| ≤ 2^b  →  f(x) in f([−2^b, 2^b]), by interval arithmetic  →  bound 2^c, step 2^(c − 43)
 * </pre>
 *
 * <p>Guarantee: the grid follows from the variable's public grid alone; a cell is the function of
 * the value as parsed, rounded once to the grid, the same bits for a row wherever it stands. Cells
 * of rows where the function is not defined are 0, and {@link UndefinedRows} counts them: no result
 * may be shown when there are any.
 *
 * @param steps functions in the order in which they are applied
 * @param source grid of the variable
 * @param grid of the function's values
 */
public record TransformedTerm(String variable, List<Transformation> steps, Grid source, Grid grid)
        implements Term {
    /** Widest argument of exp: its values then lie on a step of 16, 2^-43 of the greatest. */
    private static final double MOST_EXPONENT = 32;

    private static final double MOST_REACH = 0x1p400;

    public TransformedTerm {
        steps = List.copyOf(steps);
    }

    /**
     * The term over a variable on its public grid.
     *
     * @throws KoinonException NO_BOUND where the bound is too wide, with the bound to declare
     */
    public static TransformedTerm of(String variable, Grid source, List<Transformation> steps) {
        if (!usable(steps, source)) {
            throw new KoinonException(
                    ErrorCode.NO_BOUND,
                    name(variable, steps)
                            + " has no usable bound: the published bound of '"
                            + variable
                            + "' is "
                            + source.bound()
                            + "; with "
                            + widest(steps, source)
                            + " or less it would have one");
        }
        return new TransformedTerm(variable, steps, source, image(steps, source).grid());
    }

    private static boolean usable(List<Transformation> steps, Grid source) {
        Interval interval = Interval.of(source);
        for (Transformation step : steps) {
            if (step instanceof Transformation.Exp && interval.high() > MOST_EXPONENT) {
                return false;
            }
            interval = step.image(interval);
        }
        return interval.reach() <= MOST_REACH;
    }

    private static double widest(List<Transformation> steps, Grid source) {
        Grid narrower = source;
        while (narrower.log2Bound() > -30 && !usable(steps, narrower)) {
            narrower = Grid.finest(narrower.log2Bound() - 1);
        }
        return narrower.bound();
    }

    private static Interval image(List<Transformation> steps, Grid source) {
        Interval interval = Interval.of(source);
        for (Transformation step : steps) {
            interval = step.image(interval);
        }
        return interval;
    }

    private static String name(String variable, List<Transformation> steps) {
        String name = variable;
        for (Transformation step : steps) {
            name = step.of(name);
        }
        return steps.getLast() instanceof Transformation.Power ? "I(" + name + ")" : name;
    }

    @Override
    public List<String> variables() {
        return List.of(variable);
    }

    @Override
    public List<String> names() {
        return List.of(name(variable, steps));
    }

    /** Whether the function is defined for every number. */
    public boolean total() {
        return steps.stream().allMatch(Transformation::total);
    }

    @Override
    public void fill(Block block, int position, double[][] out) {
        double[] column = out[0];
        compute(block, position, column);
        double perStep = Math.scalb(1.0, -grid.log2Step());
        double most = Math.scalb(1.0, Grid.BITS);
        for (int i = 0; i < block.size(); i++) {
            double cell = Math.rint(column[i] * perStep);
            // Rounding may have gone past the bound, by less than a step.
            column[i] = Double.isNaN(cell) ? 0 : Math.max(-most, Math.min(most, cell));
        }
    }

    /** The function of a block's rows in real units, NaN where it is not defined. */
    void compute(Block block, int position, double[] out) {
        int n = block.size();
        System.arraycopy(block.values(position), 0, out, 0, n);
        Interval interval = Interval.of(source);
        for (Transformation step : steps) {
            step.apply(out, n, interval.smallest());
            interval = step.image(interval);
        }
    }
}
