package koinon.stats.design;

import java.util.Arrays;
import java.util.List;
import koinon.model.exact.Grid;
import koinon.model.metadata.Variable;
import koinon.stats.rows.Block;

/**
 * A categorical variable as columns for its levels.
 *
 * @param variable gives the positions of the levels in a block
 * @param levels codes of the levels in use, sorted as strings whatever the order given. One level
 *     alone gives no column (but for {@link Coding#FULL}), and none is refused.
 * @param reference code of the level that others are compared with; has no meaning for {@link
 *     Coding#FULL}
 */
public record CategoricalTerm(
        Variable variable, List<String> levels, Coding coding, String reference) implements Term {
    /** Step of 1/k: cells of {@link Coding#SIMPLE} are rounded to it. */
    private static final Grid FRACTIONS = Grid.finest(0);

    public CategoricalTerm {
        levels = levels.stream().sorted().toList();
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("variable " + variable.code() + " has no level");
        }
        for (int i = 0; i < levels.size(); i++) {
            if (variable.levelIndex(levels.get(i)) < 0) {
                throw new IllegalArgumentException(
                        "variable " + variable.code() + " has no level " + levels.get(i));
            }
            if (i > 0 && levels.get(i).equals(levels.get(i - 1))) {
                throw new IllegalArgumentException("level " + levels.get(i) + " appears twice");
            }
        }
        if (!levels.contains(reference)) {
            throw new IllegalArgumentException(
                    "reference " + reference + " is no level of " + variable.code());
        }
    }

    /** Dummies against the first level. */
    public CategoricalTerm(Variable variable, List<String> levels) {
        this(
                variable,
                levels,
                Coding.DUMMY,
                levels.stream()
                        .sorted()
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "variable " + variable.code() + " has no level")));
    }

    /** The same levels with a column for each. */
    public CategoricalTerm full() {
        return new CategoricalTerm(variable, levels, Coding.FULL, reference);
    }

    @Override
    public List<String> variables() {
        return List.of(variable.code());
    }

    /** Codes of the levels that have a column. */
    private List<String> shown() {
        return coding == Coding.FULL
                ? levels
                : levels.stream().filter(level -> !level.equals(reference)).toList();
    }

    @Override
    public List<String> names() {
        String sign =
                switch (coding) {
                    case DUMMY, FULL -> "";
                    case SUM -> "S.";
                    case SIMPLE -> "Simple.";
                };
        return shown().stream().map(level -> variable.code() + "[" + sign + level + "]").toList();
    }

    @Override
    public Grid grid() {
        return coding == Coding.SIMPLE ? FRACTIONS : Grid.INDICATOR;
    }

    @Override
    public void fill(Block block, int position, double[][] out) {
        int[] codes = block.codes(position);
        int omitted = variable.levelIndex(reference);
        double share = FRACTIONS.quantise(1.0 / levels.size());
        double whole = FRACTIONS.quantise(1);
        List<String> shown = shown();
        for (int column = 0; column < out.length; column++) {
            int level = variable.levelIndex(shown.get(column));
            double[] cells = out[column];
            switch (coding) {
                case DUMMY, FULL -> fill(codes, level, block.size(), cells);
                case SUM -> {
                    fill(codes, level, block.size(), cells);
                    for (int i = 0; i < block.size(); i++) {
                        cells[i] -= codes[i] == omitted ? 1 : 0;
                    }
                }
                case SIMPLE -> {
                    Arrays.fill(cells, 0, block.size(), -share);
                    for (int i = 0; i < block.size(); i++) {
                        cells[i] += codes[i] == level ? whole : 0;
                    }
                }
            }
        }
    }

    private static void fill(int[] codes, int level, int n, double[] dummy) {
        for (int i = 0; i < n; i++) {
            dummy[i] = codes[i] == level ? 1 : 0;
        }
    }
}
