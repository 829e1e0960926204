package koinon.model.request;

import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.NumberText;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;

/**
 * Checks a filter against a data model and gives every constant the type of its variable, so that
 * what remains can be compared without another look at types: numbers with variables of type real
 * and int (also when they are enumerations), texts with the others. A text that reads as a number
 * is taken as one, and a number as its shortest text. Not checked: whether a text is a level; a
 * level that no row has matches no row.
 */
public final class FilterValidator {
    /** Deepest nesting of groups. */
    public static final int MAX_DEPTH = 32;

    /** Most groups, rules and constants in one filter. */
    public static final int MAX_PARTS = 10_000;

    /** Longest text constant, in characters. */
    public static final int MAX_TEXT = 1_000;

    private final DataModel model;
    private int parts;

    private FilterValidator(DataModel model) {
        this.model = model;
    }

    /**
     * The same filter with typed constants.
     *
     * @throws KoinonException INVALID_FILTER
     */
    public static Filter validate(Filter filter, DataModel model) {
        return new FilterValidator(model).visit(filter, 0);
    }

    private Filter visit(Filter filter, int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("groups are nested deeper than " + MAX_DEPTH);
        }
        count();
        return switch (filter) {
            case And(List<Filter> children) -> new And(visit(children, depth));
            case Or(List<Filter> children) when children.isEmpty() ->
                    throw invalid("an OR group needs at least one rule");
            case Or(List<Filter> children) -> new Or(visit(children, depth));
            case Comparison(String name, Filter.Comparator operator, Literal value) ->
                    new Comparison(name, operator, typed(variable(name), value));
            case Between(String name, Literal low, Literal high, boolean inside) ->
                    new Between(
                            name, typed(variable(name), low), typed(variable(name), high), inside);
            case In(String name, List<Literal> values, boolean inside) ->
                    new In(name, typed(variable(name), values), inside);
            case Missing(String name, boolean missing) ->
                    new Missing(variable(name).code(), missing);
        };
    }

    private List<Filter> visit(List<Filter> children, int depth) {
        return children.stream().map(child -> visit(child, depth + 1)).toList();
    }

    private List<Literal> typed(Variable variable, List<Literal> values) {
        return values.stream().map(value -> typed(variable, value)).toList();
    }

    private Literal typed(Variable variable, Literal literal) {
        count();
        return switch (literal) {
            case Literal.Numeric n when numeric(variable) -> n;
            case Literal.Numeric(double value) -> new Literal.Text(NumberText.format(value));
            case Literal.Text(String value) when value.length() > MAX_TEXT ->
                    throw invalid("a text is longer than " + MAX_TEXT + " characters");
            case Literal.Text(String value) when numeric(variable) -> number(variable, value);
            case Literal.Text t -> t;
        };
    }

    /** Whether a filter compares this variable by number, else by text. */
    public static boolean numeric(Variable variable) {
        return variable.type() != SqlType.TEXT && !variable.code().equals(DataModel.DATASET);
    }

    private static Literal number(Variable variable, String text) {
        double value = NumberText.parse(text);
        if (Double.isNaN(value)) {
            throw invalid(
                    "variable '"
                            + variable.code()
                            + "' is compared with a text that is not a number; it needs one");
        }
        return new Literal.Numeric(value);
    }

    private Variable variable(String name) {
        return model.variable(name)
                .orElseThrow(() ->
                        invalid(
                                "data model "
                                        + model.id()
                                        + " has no variable '"
                                        + (name.length() <= 80
                                                ? name
                                                : name.substring(0, 77) + "...")
                                        + "'"));
    }

    private void count() {
        if (++parts > MAX_PARTS) {
            throw invalid("it has more than " + MAX_PARTS + " parts");
        }
    }

    private static KoinonException invalid(String what) {
        return new KoinonException(ErrorCode.INVALID_FILTER, "filter: " + what);
    }
}
