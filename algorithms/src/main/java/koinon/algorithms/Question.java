package koinon.algorithms;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;

/**
 * A validated request with the public facts that belong to it; the same at every party.
 *
 * @param request with every parameter present, defaults filled in
 * @param grids of the numerical variables, from the pinned catalogue version
 */
public record Question(
        Request request, DataModel dataModel, Map<String, Grid> grids, Disclosure disclosure) {
    public Question {
        grids = Map.copyOf(grids);
        if (!(request.preprocessing() instanceof Preprocessing.None)) {
            throw new IllegalArgumentException("preprocessing is to be taken in by Question.of");
        }
    }

    /**
     * The question as its algorithm sees it: about what preprocessing makes of the variables.
     *
     * @param request validated
     * @param grids of the variables of the data model
     */
    public static Question of(
            Request request, DataModel dataModel, Map<String, Grid> grids, Disclosure disclosure) {
        return switch (request.preprocessing()) {
            case Preprocessing.None _ -> new Question(request, dataModel, grids, disclosure);
            case Preprocessing.Longitudinal visits ->
                    new Question(
                            PairsOfVisits.request(request, visits),
                            PairsOfVisits.dataModel(dataModel, visits),
                            PairsOfVisits.grids(grids, visits),
                            disclosure);
        };
    }

    /**
     * What the sites that take part let be shown: their strictest threshold, and whether all of
     * them allow exact minima and maxima.
     *
     * @param threshold smallest count that may be shown; 1 shows everything
     */
    public record Disclosure(long threshold, boolean extremes) {
        public boolean hides(long count) {
            return threshold > 1 && count < threshold;
        }
    }

    /** A variable of the data model; {@code dataset} has the requested datasets as its levels. */
    public Variable variable(String code) {
        Variable variable = dataModel.require(code);
        return code.equals(DataModel.DATASET)
                ? variable.withLevels(datasetLevels(variable))
                : variable;
    }

    private List<Level> datasetLevels(Variable variable) {
        return request.datasets().stream()
                .map(d -> {
                    int i = variable.levelIndex(d);
                    return i < 0 ? new Level(d, d) : variable.levels().get(i);
                })
                .toList();
    }

    public List<Variable> y() {
        return request.y().stream().map(this::variable).toList();
    }

    public List<Variable> x() {
        return request.x().stream().map(this::variable).toList();
    }

    /** Codes of x and y, x first, without repetition. */
    public List<String> variables() {
        return Stream.concat(request.x().stream(), request.y().stream()).distinct().toList();
    }

    /** The same question with one variable more among y, so that rows must have it. */
    Question withOutcome(String code) {
        List<String> y = Stream.concat(request.y().stream(), Stream.of(code)).distinct().toList();
        Request more =
                new Request(
                        request.algorithm(),
                        request.dataModel(),
                        request.datasets(),
                        y,
                        request.x(),
                        request.filter(),
                        request.parameters());
        return new Question(more, dataModel, grids, disclosure);
    }

    /** The grid of a numerical variable; NO_BOUND where no site has published one. */
    public Grid grid(String variable) {
        Grid grid = grids.get(variable);
        if (grid == null) {
            throw new KoinonException(
                    ErrorCode.NO_BOUND,
                    "no site of this question has published a bound for '"
                            + variable
                            + "': it has no values there");
        }
        return grid;
    }

    public double real(String parameter) {
        return parameter(
                parameter,
                p ->
                        switch (p) {
                            case Parameter.Real(double value) -> value;
                            case Parameter.Int(long value) -> (double) value;
                            default -> throw mistyped(parameter);
                        });
    }

    public int integer(String parameter) {
        return parameter(
                parameter,
                p -> {
                    if (p instanceof Parameter.Int(long value)) {
                        return Math.toIntExact(value);
                    }
                    throw mistyped(parameter);
                });
    }

    public String text(String parameter) {
        return parameter(
                parameter,
                p -> {
                    if (p instanceof Parameter.Text(String value)) {
                        return value;
                    }
                    throw mistyped(parameter);
                });
    }

    /** Codes of the y variables that a parameter lists under a key. */
    public List<String> variablesUnder(String parameter, String key) {
        return parameter(
                parameter,
                p -> {
                    if (!(p instanceof Parameter.Named named)) {
                        throw mistyped(parameter);
                    }
                    return named.values().get(key) instanceof Parameter.Many(var codes)
                            ? codes.stream().map(code -> ((Parameter.Text) code).value()).toList()
                            : List.of();
                });
    }

    private <T> T parameter(String name, Function<Parameter, T> reader) {
        Parameter parameter = request.parameters().get(name);
        if (parameter == null) {
            throw new IllegalStateException("parameter " + name + " was not filled in");
        }
        return reader.apply(parameter);
    }

    private static IllegalStateException mistyped(String name) {
        return new IllegalStateException("parameter " + name + " was not validated");
    }
}
