package koinon.model.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec.Domain;

/** Checks the parameters of a request, coerces them to their own types and fills in defaults. */
final class ParameterValidator {
    private final Specification specification;
    private final List<Variable> y;
    private final List<Variable> x;
    private final String dataModel;

    /**
     * @param y the y variables, the first with the levels that the question gives it
     * @param x the x variables, likewise
     */
    ParameterValidator(
            Specification specification, List<Variable> y, List<Variable> x, String dataModel) {
        this.specification = specification;
        this.y = y;
        this.x = x;
        this.dataModel = dataModel;
    }

    SortedMap<String, Parameter> validate(Map<String, Parameter> given) {
        List<String> known = specification.parameters().stream().map(ParameterSpec::name).toList();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw invalid(
                        specification.name()
                                + " has no parameter '"
                                + Names.shorten(name)
                                + "'; it has "
                                + (known.isEmpty() ? "none" : Names.list(known)));
            }
        }
        SortedMap<String, Parameter> complete = new TreeMap<>();
        for (ParameterSpec spec : specification.parameters()) {
            value(spec, given).ifPresent(value -> complete.put(spec.name(), value));
        }
        return complete;
    }

    private Optional<Parameter> value(ParameterSpec spec, Map<String, Parameter> given) {
        Parameter value = given.get(spec.name());
        if (value != null) {
            return Optional.of(coerce(spec, value));
        }
        if (spec.fallback() == null) {
            throw invalid(
                    specification.name()
                            + " needs the parameter '"
                            + spec.name()
                            + "': "
                            + expected(spec.domain()));
        }
        return Optional.of(spec.fallback());
    }

    private Parameter coerce(ParameterSpec spec, Parameter value) {
        return switch (spec.domain()) {
            case Domain.Reals domain -> real(spec, domain, value);
            case Domain.Ints domain -> integer(spec, domain, value);
            case Domain.Choice domain -> choice(spec, domain, value);
            case Domain.LevelOfY _ -> level(spec, y, value);
            case Domain.LevelOfX _ -> level(spec, x, value);
            case Domain.Flags _ -> {
                if (value instanceof Parameter.Flag) {
                    yield value;
                }
                throw unfit(spec);
            }
            case Domain.Texts domain -> {
                String text = text(spec, value);
                if (text.length() > domain.maxLength()) {
                    throw unfit(spec);
                }
                yield new Parameter.Text(text);
            }
            // Read and made canonical before, with the variables that it names.
            case Domain.Formulas _ -> new Parameter.Text(text(spec, value));
            case Domain.VariablesByKey domain -> variables(spec, domain, value);
        };
    }

    private Parameter variables(ParameterSpec spec, Domain.VariablesByKey domain, Parameter value) {
        if (!(value instanceof Parameter.Named named)) {
            throw unfit(spec);
        }
        SortedMap<String, Parameter> lists = new TreeMap<>();
        for (Map.Entry<String, Parameter> entry : named.values().entrySet()) {
            if (!domain.keys().contains(entry.getKey())) {
                throw invalid(
                        "the parameter '"
                                + spec.name()
                                + "' has no key '"
                                + Names.shorten(entry.getKey())
                                + "'; it has "
                                + Names.list(domain.keys()));
            }
            List<Parameter> codes =
                    entry.getValue() instanceof Parameter.Many(List<Parameter> many)
                            ? many
                            : List.of(entry.getValue());
            lists.put(
                    entry.getKey(),
                    new Parameter.Many(
                            codes.stream().map(code -> variable(spec, code)).distinct().toList()));
        }
        return new Parameter.Named(lists);
    }

    private Parameter variable(ParameterSpec spec, Parameter value) {
        String code = text(spec, value);
        List<String> codes = y.stream().map(Variable::code).toList();
        if (!codes.contains(code)) {
            throw invalid(
                    "the parameter '"
                            + spec.name()
                            + "' names '"
                            + Names.shorten(code)
                            + "', which is not among the y variables "
                            + Names.list(codes));
        }
        return new Parameter.Text(code);
    }

    private Parameter real(ParameterSpec spec, Domain.Reals domain, Parameter value) {
        double number =
                switch (value) {
                    case Parameter.Real(double real) -> real;
                    case Parameter.Int(long integer) -> (double) integer;
                    default -> throw unfit(spec);
                };
        if (!(domain.min() <= number && number <= domain.max()) || Double.isInfinite(number)) {
            throw unfit(spec);
        }
        return new Parameter.Real(number);
    }

    private Parameter integer(ParameterSpec spec, Domain.Ints domain, Parameter value) {
        long number =
                switch (value) {
                    case Parameter.Int(long integer) -> integer;
                    case Parameter.Real(double real) when whole(real) -> (long) real;
                    default -> throw unfit(spec);
                };
        if (number < domain.min() || number > domain.max()) {
            throw unfit(spec);
        }
        return new Parameter.Int(number);
    }

    private static boolean whole(double real) {
        return Math.rint(real) == real && Math.abs(real) <= 1L << 53;
    }

    private Parameter choice(ParameterSpec spec, Domain.Choice domain, Parameter value) {
        String text = text(spec, value);
        if (!domain.values().contains(text)) {
            throw unfit(spec);
        }
        return new Parameter.Text(text);
    }

    private Parameter level(ParameterSpec spec, List<Variable> of, Parameter value) {
        String code = text(spec, value);
        Variable variable =
                of.stream()
                        .filter(Variable::categorical)
                        .findFirst()
                        .orElseThrow(() ->
                                invalid(
                                        "the parameter '"
                                                + spec.name()
                                                + "' names a level, but there is no categorical"
                                                + " variable to take it from"));
        if (variable.levelIndex(code) < 0) {
            throw new KoinonException(
                    ErrorCode.UNKNOWN_LEVEL,
                    "variable '"
                            + variable.code()
                            + "' of data model "
                            + dataModel
                            + " has no level '"
                            + Names.shorten(code)
                            + "' (parameter '"
                            + spec.name()
                            + "'); it has "
                            + Names.list(variable.levels().stream().map(Level::code).toList()));
        }
        return new Parameter.Text(code);
    }

    /** Text, or a whole number as text: clients guess the type of codes from their look. */
    private String text(ParameterSpec spec, Parameter value) {
        return switch (value) {
            case Parameter.Text(String text) -> text;
            case Parameter.Int(long integer) -> Long.toString(integer);
            case Parameter.Real(double real) when whole(real) -> Long.toString((long) real);
            default -> throw unfit(spec);
        };
    }

    private KoinonException unfit(ParameterSpec spec) {
        return invalid("the parameter '" + spec.name() + "' must be " + expected(spec.domain()));
    }

    private static String expected(Domain domain) {
        return switch (domain) {
            case Domain.Reals(double min, double max) ->
                    "a number from " + Names.bound(min) + " to " + Names.bound(max);
            case Domain.Ints(long min, long max) -> "a whole number from " + min + " to " + max;
            case Domain.Choice(List<String> values) -> "one of " + Names.list(values);
            case Domain.LevelOfY _ -> "the code of a level of the y variable";
            case Domain.LevelOfX _ -> "the code of a level of the x variable";
            case Domain.Flags _ -> "true or false";
            case Domain.Texts(int maxLength) -> "a text of at most " + maxLength + " characters";
            case Domain.Formulas _ -> "a formula such as a*b + log(x)";
            case Domain.VariablesByKey(List<String> keys) ->
                    "an object with lists of y variables under " + Names.list(keys);
        };
    }

    private static KoinonException invalid(String message) {
        return new KoinonException(ErrorCode.INVALID_PARAMETER, message);
    }
}
