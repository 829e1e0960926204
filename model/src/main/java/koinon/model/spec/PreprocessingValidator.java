package koinon.model.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.request.Preprocessing;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.request.Preprocessing.Strategy;

/** Checks what a request asks to be done before its algorithm against the data model. */
final class PreprocessingValidator {
    private final Specification specification;
    private final DataModel dataModel;

    PreprocessingValidator(Specification specification, DataModel dataModel) {
        this.specification = specification;
        this.dataModel = dataModel;
    }

    /**
     * The same preprocessing.
     *
     * @throws KoinonException INVALID_PARAMETER, UNKNOWN_LEVEL or WRONG_TYPE
     */
    Preprocessing validate(Preprocessing preprocessing, List<Variable> y, List<Variable> x) {
        switch (preprocessing) {
            case Preprocessing.None _ -> {}
            case Longitudinal visits -> {
                checkAlgorithm();
                checkVisits(visits, visit());
                checkStrategies(visits, Stream.concat(y.stream(), x.stream()).toList());
            }
        }
        return preprocessing;
    }

    private void checkAlgorithm() {
        if (!specification.visits()) {
            throw invalid(specification.name() + " cannot be asked about pairs of visits");
        }
    }

    private Variable visit() {
        Optional<Variable> visit =
                dataModel.variable(Longitudinal.VISIT).filter(Variable::categorical);
        if (!dataModel.longitudinal() || dataModel.patient().isEmpty() || visit.isEmpty()) {
            throw invalid(
                    "data model "
                            + dataModel.id()
                            + " has no visits: it must say \"longitudinal\": true, and have a"
                            + " variable 'subjectid' and a categorical variable '"
                            + Longitudinal.VISIT
                            + "'");
        }
        return visit.get();
    }

    private void checkVisits(Longitudinal visits, Variable variable) {
        for (String visit : List.of(visits.visit1(), visits.visit2())) {
            if (variable.levelIndex(visit) < 0) {
                throw new KoinonException(
                        ErrorCode.UNKNOWN_LEVEL,
                        "data model "
                                + dataModel.id()
                                + " has no visit '"
                                + Names.shorten(visit)
                                + "'; it has "
                                + Names.list(variable.levels().stream().map(Level::code).toList()));
            }
        }
        if (visits.visit1().equals(visits.visit2())) {
            throw invalid(
                    "visit1 and visit2 must be two visits, not '" + visits.visit1() + "' twice");
        }
    }

    private void checkStrategies(Longitudinal visits, List<Variable> variables) {
        Set<String> lacking =
                variables.stream()
                        .map(Variable::code)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> further = new TreeSet<>(visits.strategies().keySet());
        further.removeAll(lacking);
        lacking.removeAll(visits.strategies().keySet());
        if (!lacking.isEmpty()) {
            throw invalid(
                    "every variable of y and x needs a strategy (first, second or diff); there is"
                            + " none for "
                            + Names.list(lacking));
        }
        if (!further.isEmpty()) {
            throw invalid(
                    "strategies are for the variables of y and x, which "
                            + Names.list(further)
                            + " is not one of");
        }
        variables.stream()
                .filter(v -> visits.strategies().get(v.code()) == Strategy.DIFF)
                .forEach(v -> checkDifference(visits, v));
    }

    private void checkDifference(Longitudinal visits, Variable variable) {
        if (!variable.numerical()) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE,
                    "strategy diff is for numerical variables; '"
                            + variable.code()
                            + "' takes first or second");
        }
        String name = visits.name(variable.code());
        if (dataModel.variable(name).isPresent()) {
            throw invalid(
                    "the difference of '"
                            + variable.code()
                            + "' would be called '"
                            + name
                            + "', as another variable of data model "
                            + dataModel.id()
                            + " is");
        }
    }

    private static KoinonException invalid(String message) {
        return new KoinonException(ErrorCode.INVALID_PARAMETER, "preprocessing: " + message);
    }
}
