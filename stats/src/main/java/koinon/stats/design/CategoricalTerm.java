package koinon.stats.design;

import java.util.List;
import koinon.model.exact.Grid;
import koinon.model.metadata.Variable;
import koinon.stats.rows.Block;

/**
 * A categorical variable as treatment-coded dummies.
 *
 * @param variable gives the positions of the levels in a block
 * @param levels codes of the levels in use, sorted as strings whatever the order given; the first
 *     is the reference and has no column. One level alone gives no column, and none is refused.
 */
public record CategoricalTerm(Variable variable, List<String> levels) implements Term {
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
    }

    @Override
    public List<String> variables() {
        return List.of(variable.code());
    }

    @Override
    public List<String> names() {
        return levels.stream().skip(1).map(level -> variable.code() + "[" + level + "]").toList();
    }

    @Override
    public int width() {
        return levels.size() - 1;
    }

    @Override
    public Grid grid() {
        return Grid.INDICATOR;
    }

    @Override
    public void fill(Block block, int position, double[][] out) {
        int[] codes = block.codes(position);
        for (int column = 0; column < out.length; column++) {
            int level = variable.levelIndex(levels.get(column + 1));
            double[] dummy = out[column];
            for (int i = 0; i < block.size(); i++) {
                dummy[i] = codes[i] == level ? 1 : 0;
            }
        }
    }
}
