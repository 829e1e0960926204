package koinon.stats.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.rows.Block;

/**
 * The columns of a regression, in the order: intercept; the dummies of each categorical covariate,
 * one per level in use but its first (treatment coding, as in R); the numerical covariates.
 *
 * <pre>
 *   intercept     1                                 step 1
 *   var[level]    1 where var has the level, else 0 step 1
 *   var           rint(value / step)                step of the variable's grid
 * </pre>
 *
 * <p>Guarantee: every cell is an integer of at most 2^43 on the column's step. Not checked: that a
 * row's value lies within its grid and that its level is in use (a row of another level counts as
 * of the first); rows are chosen before. Immutable.
 */
public final class DesignMatrix {
    public static final String INTERCEPT = "Intercept";

    private final List<String> variables;
    private final List<Term> terms;
    private final List<String> names;
    private final List<Grid> grids;

    private DesignMatrix(List<String> variables, List<Term> terms) {
        this.variables = List.copyOf(variables);
        this.terms = List.copyOf(terms);
        this.names = terms.stream().flatMap(term -> term.names().stream()).toList();
        this.grids =
                terms.stream()
                        .flatMap(term -> Collections.nCopies(term.width(), term.grid()).stream())
                        .toList();
    }

    /** A design with an intercept. Variables must be different. */
    public static DesignMatrix of(List<CategoricalTerm> factors, List<NumericalTerm> numbers) {
        List<Term> terms = new ArrayList<>(1 + factors.size() + numbers.size());
        terms.add(new InterceptTerm());
        terms.addAll(factors);
        terms.addAll(numbers);
        List<String> variables = terms.stream().flatMap(term -> term.variables().stream()).toList();
        if (variables.stream().distinct().count() != variables.size()) {
            throw new IllegalArgumentException("a variable appears twice in the design");
        }
        return new DesignMatrix(variables, terms);
    }

    /** An intercept and terms of any kind, in their order; terms may share variables. */
    public static DesignMatrix ofTerms(List<? extends Term> terms) {
        List<Term> all = new ArrayList<>(1 + terms.size());
        all.add(new InterceptTerm());
        all.addAll(terms);
        List<String> variables = all.stream().flatMap(term -> term.variables().stream()).toList();
        return new DesignMatrix(variables, all);
    }

    /** Names of the columns. */
    public List<String> names() {
        return names;
    }

    /** Number of columns. */
    public int columns() {
        return names.size();
    }

    /** Terms in order; the columns of a term stand together. */
    public List<Term> terms() {
        return terms;
    }

    /** Step of each column: its values are integers times 2^step. */
    public int[] log2Steps() {
        return grids.stream().mapToInt(Grid::log2Step).toArray();
    }

    /** Grid of a column; the indicator grid for the intercept and the dummies. */
    public Grid grid(int column) {
        return grids.get(column);
    }

    /** Variables that blocks must hold, from their first position on, in this order. */
    public List<String> variables() {
        return variables;
    }

    /** Scratch for {@link #fill}. */
    public double[][] scratch() {
        return new double[columns()][Block.CAPACITY];
    }

    /** Writes the cells of a block's rows. Shape: one array per column, each of block.size(). */
    public void fill(Block block, double[][] out) {
        if (out.length != columns()) {
            throw new IllegalArgumentException(
                    "room for " + out.length + " columns, design of " + columns());
        }
        int variable = 0;
        int column = 0;
        for (Term term : terms) {
            int width = term.width();
            term.fill(block, variable, Arrays.copyOfRange(out, column, column + width));
            variable += term.variables().size();
            column += width;
        }
    }

    /**
     * The linear predictor η = Σ_j β_j x_j of n rows, summed in the order of the columns with one
     * rounding each: the same bits for a row wherever it stands.
     *
     * @param cells as {@link #fill} wrote them
     * @param beta coefficients in real units, one per column
     */
    public void predict(double[][] cells, double[] beta, int n, double[] eta) {
        if (beta.length != columns() || cells.length != columns()) {
            throw new IllegalArgumentException(
                    beta.length + " coefficients for a design of " + columns() + " columns");
        }
        Arrays.fill(eta, 0, n, 0);
        for (int j = 0; j < beta.length; j++) {
            addScaled(cells[j], Math.scalb(beta[j], grids.get(j).log2Step()), n, eta);
        }
    }

    private static void addScaled(double[] column, double factor, int n, double[] sum) {
        for (int i = 0; i < n; i++) {
            sum[i] = Math.fma(column[i], factor, sum[i]);
        }
    }
}
