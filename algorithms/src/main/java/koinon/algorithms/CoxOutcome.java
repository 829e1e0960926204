package koinon.algorithms;

import java.util.List;
import koinon.model.metadata.Variable;
import koinon.stats.rows.Block;

/**
 * Where a row belongs in a stratified survival analysis: cell = stratum · times + index of its
 * time.
 *
 * @param strata the variable that defines the strata, or nothing
 */
record CoxOutcome(SurvivalTimes times, List<Variable> strata) {
    CoxOutcome {
        strata = List.copyOf(strata);
    }

    int strataCount() {
        return strata.isEmpty() ? 1 : strata.getFirst().levels().size();
    }

    String stratum(int s) {
        return strata.isEmpty() ? "all" : strata.getFirst().levels().get(s).code();
    }

    int cells() {
        return strataCount() * times.steps();
    }

    /** Variables that stand in a block from some position on. */
    List<String> variables() {
        return strata.isEmpty()
                ? times.variables()
                : List.of(times.time().code(), times.status().code(), strata.getFirst().code());
    }

    /** Writes the cell of each row, -1 for a time that is not on the grid. */
    void cells(Block block, int first, int[] out) {
        double[] time = block.values(first);
        int[] stratum = strata.isEmpty() ? null : block.codes(first + 2);
        for (int i = 0; i < block.size(); i++) {
            int t = times.index(time[i]);
            out[i] = t < 0 || stratum == null ? t : stratum[i] * times.steps() + t;
        }
    }

    boolean event(int code) {
        return code == times.event();
    }
}
