package koinon.model.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.formula.Factor;
import koinon.model.formula.Formula;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.request.Request;

/**
 * Reads the formula of a request, where there is one, and makes the rest of the request agree with
 * it: the covariates are its variables, the outcome is its left side, its text is the canonical
 * one.
 */
final class FormulaValidator {
    private final DataModel dataModel;

    FormulaValidator(DataModel dataModel) {
        this.dataModel = dataModel;
    }

    /**
     * The request with everything that its formula says.
     *
     * @throws KoinonException INVALID_PARAMETER, UNKNOWN_VARIABLE, WRONG_TYPE or UNKNOWN_LEVEL
     */
    Request complete(Specification specification, Request request) {
        for (ParameterSpec spec : specification.parameters()) {
            Optional<String> text = text(spec, request.parameters());
            if (text.isPresent()) {
                return complete(spec.name(), Formula.parse(text.get()), request);
            }
        }
        return request;
    }

    private static Optional<String> text(ParameterSpec spec, Map<String, Parameter> parameters) {
        return spec.domain() instanceof ParameterSpec.Domain.Formulas
                        && parameters.get(spec.name()) instanceof Parameter.Text(String text)
                        && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    private Request complete(String parameter, Formula formula, Request request) {
        formula.factors().forEach(this::check);
        List<String> y = agreeing("y", request.y(), outcome(formula));
        List<String> x = agreeing("x", request.x(), formula.variables());
        SortedMap<String, Parameter> parameters = new TreeMap<>(request.parameters());
        String right = new Formula("", formula.intercept(), formula.effects()).toString();
        parameters.put(parameter, new Parameter.Text(right));
        return new Request(
                request.algorithm(),
                request.dataModel(),
                request.datasets(),
                y,
                x,
                request.filter(),
                parameters,
                request.preprocessing());
    }

    private static List<String> outcome(Formula formula) {
        return formula.response().isEmpty() ? List.of() : List.of(formula.response());
    }

    /** What the request names, or the formula where the request names nothing. */
    private static List<String> agreeing(String role, List<String> named, List<String> found) {
        List<String> given = named.stream().filter(name -> !name.isBlank()).toList();
        if (given.isEmpty() || (role.equals("x") && sameSet(given, found))) {
            return found;
        }
        if (!found.isEmpty() && !sameSet(given, found)) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER,
                    "the formula has "
                            + Names.list(found)
                            + (role.equals("x") ? " on its right side" : " on its left side")
                            + ", but "
                            + role
                            + " names "
                            + Names.list(given)
                            + "; leave "
                            + role
                            + " empty, or name the same");
        }
        return given;
    }

    private static boolean sameSet(List<String> a, List<String> b) {
        return new HashSet<>(a).equals(new HashSet<>(b));
    }

    private void check(Factor factor) {
        Variable variable = RequestValidator.variable(dataModel, factor.variable());
        switch (factor) {
            case Factor.Plain _ -> {}
            case Factor.Coded coded -> checkLevel(coded, variable);
            case Factor.Applied applied -> {
                if (!variable.numerical()) {
                    throw new KoinonException(
                            ErrorCode.WRONG_TYPE,
                            applied
                                    + " needs a numerical variable, which '"
                                    + variable.code()
                                    + "' is not");
                }
            }
        }
    }

    private void checkLevel(Factor.Coded coded, Variable variable) {
        if (!variable.categorical()) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE,
                    "C() needs a categorical variable, which '" + variable.code() + "' is not");
        }
        boolean dataset = variable.code().equals(DataModel.DATASET);
        String reference = coded.reference();
        if (!reference.isEmpty() && !dataset && variable.levelIndex(reference) < 0) {
            throw new KoinonException(
                    ErrorCode.UNKNOWN_LEVEL,
                    "variable '"
                            + variable.code()
                            + "' of data model "
                            + dataModel.id()
                            + " has no level '"
                            + Names.shorten(reference)
                            + "' (in the formula); it has "
                            + Names.list(variable.levels().stream().map(Level::code).toList()));
        }
    }
}
