package koinon.model.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.request.FilterValidator;
import koinon.model.request.Request;

/**
 * Checks a request against what its algorithm declares and what the federation has published.
 *
 * <p>Guarantee: the returned request names only variables, datasets, levels and parameters that
 * exist, of the types and in the numbers the specification asks for; it carries a value for every
 * parameter of the specification, of that parameter's own type (an integer becomes a real, the
 * number of a level its code), and no others. Empty names are dropped, a name given twice is
 * refused. Messages name what is wrong and what would be right, long names shortened; they speak of
 * public metadata only. Not checked: anything that depends on rows.
 */
public final class RequestValidator {
    /** Most variables in x or in y, and most datasets. */
    static final int MOST_NAMES = 1000;

    private final Specification specification;
    private final DataModel dataModel;
    private final Set<String> availableDatasets;

    private RequestValidator(
            Specification specification, DataModel dataModel, Set<String> availableDatasets) {
        this.specification = specification;
        this.dataModel = dataModel;
        this.availableDatasets = availableDatasets;
    }

    /**
     * The request as it will be run.
     *
     * @throws KoinonException UNKNOWN_DATASET, UNKNOWN_VARIABLE, WRONG_TYPE, WRONG_CARDINALITY,
     *     INVALID_PARAMETER, UNKNOWN_LEVEL, INVALID_FILTER or MALFORMED_REQUEST
     */
    public static Request validate(
            Specification specification,
            DataModel dataModel,
            Set<String> availableDatasets,
            Request request) {
        return new RequestValidator(specification, dataModel, availableDatasets).validate(request);
    }

    private Request validate(Request given) {
        Request request = new FormulaValidator(dataModel).complete(specification, given);
        List<String> datasets = datasets(request.datasets());
        List<Variable> y = variables("y", specification.y(), request.y(), datasets.size());
        List<Variable> x = variables("x", specification.x(), request.x(), datasets.size());
        ParameterValidator parameters =
                new ParameterValidator(
                        specification,
                        withLevels(y, datasets),
                        withLevels(x, datasets),
                        dataModel.id());
        PreprocessingValidator preprocessing = new PreprocessingValidator(specification, dataModel);
        return new Request(
                specification.name(),
                dataModel.id(),
                datasets,
                codes(y),
                codes(x),
                FilterValidator.validate(request.filter(), dataModel),
                parameters.validate(request.parameters()),
                preprocessing.validate(request.preprocessing(), y, x));
    }

    private List<String> datasets(List<String> codes) {
        List<String> datasets = named("datasets", codes);
        if (datasets.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.WRONG_CARDINALITY,
                    "a request needs at least one dataset of data model " + dataModel.id());
        }
        for (String dataset : datasets) {
            if (!availableDatasets.contains(dataset)) {
                throw new KoinonException(
                        ErrorCode.UNKNOWN_DATASET,
                        "data model "
                                + dataModel.id()
                                + " has no dataset '"
                                + Names.shorten(dataset)
                                + "' here"
                                + Names.suggestion(dataset, availableDatasets));
            }
        }
        return datasets;
    }

    private List<Variable> variables(
            String role, VariableSpec spec, List<String> codes, int datasets) {
        List<Variable> variables =
                named(role, codes).stream().map(code -> variable(dataModel, code)).toList();
        if (variables.size() < spec.min() || variables.size() > spec.max()) {
            throw new KoinonException(
                    ErrorCode.WRONG_CARDINALITY,
                    specification.name()
                            + " takes "
                            + Names.howMany(spec.min(), spec.max(), "variable")
                            + " as "
                            + role
                            + ", not "
                            + variables.size());
        }
        variables.forEach(variable -> check(role, spec, variable));
        variables.forEach(variable -> checkLevels(spec, variable, datasets));
        return variables;
    }

    private void check(String role, VariableSpec spec, Variable variable) {
        boolean fits =
                (spec.numerical() && variable.numerical())
                        || (spec.categorical() && variable.categorical());
        if (!fits) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE,
                    specification.name()
                            + " takes "
                            + kinds(spec)
                            + " variables as "
                            + role
                            + ", but '"
                            + variable.code()
                            + "' is "
                            + kind(variable));
        }
    }

    private void checkLevels(VariableSpec spec, Variable variable, int datasets) {
        if (spec.levels() == 0 || !variable.categorical()) {
            return;
        }
        int levels =
                variable.code().equals(DataModel.DATASET) ? datasets : variable.levels().size();
        if (levels != spec.levels()) {
            throw new KoinonException(
                    ErrorCode.WRONG_CARDINALITY,
                    specification.name()
                            + " takes variables with "
                            + spec.levels()
                            + " levels, but '"
                            + variable.code()
                            + "' has "
                            + levels);
        }
    }

    private static String kinds(VariableSpec spec) {
        if (spec.numerical() && spec.categorical()) {
            return "numerical or categorical";
        }
        return spec.numerical() ? "numerical" : "categorical";
    }

    private static String kind(Variable variable) {
        if (variable.categorical()) {
            return "categorical";
        }
        return variable.numerical() ? "numerical" : "free text";
    }

    static Variable variable(DataModel dataModel, String code) {
        return dataModel
                .variable(code)
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.UNKNOWN_VARIABLE,
                                "data model "
                                        + dataModel.id()
                                        + " has no variable '"
                                        + Names.shorten(code)
                                        + "'"
                                        + Names.suggestion(code, codes(dataModel.variables()))));
    }

    /** The names without empty ones; refuses too many and repetitions. */
    private static List<String> named(String role, List<String> names) {
        List<String> present = names.stream().filter(name -> !name.isBlank()).toList();
        if (present.size() > MOST_NAMES) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST,
                    role + " has " + present.size() + " names, at most " + MOST_NAMES + " fit");
        }
        Set<String> seen = new HashSet<>();
        for (String name : present) {
            if (!seen.add(name)) {
                throw new KoinonException(
                        ErrorCode.WRONG_CARDINALITY,
                        "'" + Names.shorten(name) + "' stands twice in " + role);
            }
        }
        return present;
    }

    private static List<String> codes(Iterable<Variable> variables) {
        List<String> codes = new ArrayList<>();
        variables.forEach(variable -> codes.add(variable.code()));
        return List.copyOf(codes);
    }

    /** The variables with the levels that a parameter may name. */
    private static List<Variable> withLevels(List<Variable> variables, List<String> datasets) {
        return variables.stream()
                .map(v -> v.code().equals(DataModel.DATASET) ? withDatasets(v, datasets) : v)
                .toList();
    }

    private static Variable withDatasets(Variable variable, List<String> datasets) {
        return variable.withLevels(datasets.stream().map(d -> new Level(d, d)).toList());
    }
}
