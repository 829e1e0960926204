package koinon.stats.design;

import java.util.ArrayList;
import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.rows.Block;

/**
 * Products of the columns of several terms, one for each way of taking a column from each; the
 * first term's columns change fastest, as in R.
 *
 * <pre>
 *   a[x]:b[u], a[y]:b[u], a[x]:b[v], a[y]:b[v]
 *   bound = product of the bounds      step = product of the steps, at least bound · 2^-43
 * </pre>
 *
 * <p>Guarantee: products with indicators are exact; others are rounded once to the grid, the same
 * bits for a row wherever it stands.
 */
public record InteractionTerm(List<Term> parts) implements Term {
    public InteractionTerm {
        parts = List.copyOf(parts);
        if (parts.size() < 2) {
            throw new IllegalArgumentException("an interaction of " + parts.size() + " terms");
        }
    }

    @Override
    public List<String> variables() {
        return parts.stream().flatMap(part -> part.variables().stream()).toList();
    }

    @Override
    public List<String> names() {
        List<String> names = List.of("");
        for (Term part : parts) {
            List<String> longer = new ArrayList<>();
            for (String name : part.names()) {
                names.forEach(n -> longer.add(n.isEmpty() ? name : n + ":" + name));
            }
            names = longer;
        }
        return names;
    }

    @Override
    public int width() {
        return parts.stream().mapToInt(Term::width).reduce(1, Math::multiplyExact);
    }

    private int log2Step() {
        return parts.stream().mapToInt(part -> part.grid().log2Step()).sum();
    }

    @Override
    public Grid grid() {
        int bound = parts.stream().mapToInt(part -> part.grid().log2Bound()).sum();
        return new Grid(Math.max(log2Step(), bound - Grid.BITS), bound);
    }

    @Override
    public void fill(Block block, int variable, double[][] out) {
        int n = block.size();
        int position = variable;
        int done = 0;
        for (Term part : parts) {
            double[][] cells = new double[part.width()][Block.CAPACITY];
            part.fill(block, position, cells);
            position += part.variables().size();
            done = done == 0 ? copy(cells, out) : multiply(cells, out, done, n);
        }
        round(out, Math.scalb(1.0, log2Step() - grid().log2Step()), n);
    }

    private static int copy(double[][] cells, double[][] out) {
        for (int j = 0; j < cells.length; j++) {
            System.arraycopy(cells[j], 0, out[j], 0, out[j].length);
        }
        return cells.length;
    }

    /** From the last block of products to the first, which is a factor of the others. */
    private static int multiply(double[][] cells, double[][] out, int done, int n) {
        for (int k = cells.length - 1; k >= 0; k--) {
            for (int j = 0; j < done; j++) {
                double[] product = out[k * done + j];
                for (int i = 0; i < n; i++) {
                    product[i] = out[j][i] * cells[k][i];
                }
            }
        }
        return done * cells.length;
    }

    private static void round(double[][] out, double perStep, int n) {
        for (double[] column : out) {
            for (int i = 0; i < n; i++) {
                column[i] = Math.rint(column[i] * perStep);
            }
        }
    }
}
