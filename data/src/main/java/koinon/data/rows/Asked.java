package koinon.data.rows;

import java.util.Collection;
import java.util.List;
import koinon.data.columns.Kind;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;
import koinon.model.request.Filter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.request.Preprocessing.Strategy;

/**
 * What a request asks of every dataset.
 *
 * @param filter validated and in canonical form
 */
record Asked(DataModel model, Filter filter, Preprocessing preprocessing, Bounds bounds) {
    /**
     * What stands behind a name of the question.
     *
     * @param variable of the data model
     * @param strategy FIRST where rows are single
     */
    record Use(Variable variable, Strategy strategy) {
        boolean dataset() {
            return variable.code().equals(DataModel.DATASET);
        }
    }

    /**
     * Variables that can be analysed.
     *
     * @throws KoinonException UNKNOWN_VARIABLE or WRONG_TYPE
     */
    List<Use> uses(Collection<String> names) {
        return names.stream().map(this::use).toList();
    }

    private Use use(String name) {
        return switch (preprocessing) {
            case Preprocessing.None _ -> new Use(analysable(name), Strategy.FIRST);
            case Longitudinal _ when name.equals(DataModel.DATASET) ->
                    new Use(analysable(name), Strategy.FIRST);
            case Longitudinal visits ->
                    visits.strategies().entrySet().stream()
                            .filter(e -> visits.name(e.getKey()).equals(name))
                            .map(e -> new Use(analysable(e.getKey()), e.getValue()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new KoinonException(
                                            ErrorCode.UNKNOWN_VARIABLE,
                                            "no strategy makes '" + name + "' of two visits"));
        };
    }

    private Variable analysable(String name) {
        Variable variable = model.require(name);
        if (!name.equals(DataModel.DATASET) && Kind.of(variable) == Kind.TEXT) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE,
                    "variable '" + name + "' is free text: it can be filtered, not analysed");
        }
        return variable;
    }
}
