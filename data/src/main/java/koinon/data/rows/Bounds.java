package koinon.data.rows;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;

/** Published grids of a question's catalogue version, by variable. */
record Bounds(Map<String, Grid> grids) {
    Bounds {
        grids = Map.copyOf(grids);
    }

    /**
     * Largest absolute value that a variable may have.
     *
     * @throws KoinonException NO_BOUND
     */
    double of(String variable) {
        return Optional.ofNullable(grids.get(variable))
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.NO_BOUND,
                                "variable '" + variable + "' has no published bound"))
                .bound();
    }

    /** The part of the grids that matters for some variables. */
    Map<String, Grid> only(Iterable<String> variables) {
        Map<String, Grid> some = new TreeMap<>();
        for (String variable : variables) {
            Grid grid = grids.get(variable);
            if (grid != null) {
                some.put(variable, grid);
            }
        }
        return some;
    }
}
