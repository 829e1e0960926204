package koinon.model.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * A data model: the tree of variables that datasets of several sites have in common. Its id is
 * {@code code:version}, for example {@code dementia:0.1}. Source of the format: MIP's
 * CDEsMetadata.json.
 */
public final class DataModel {
    /** The variable that tells datasets apart; every data model has it. */
    public static final String DATASET = "dataset";

    private static final List<String> PATIENT_NAMES = List.of("subjectcode", "subjectid");

    private final String code;
    private final String version;
    private final boolean longitudinal;
    private final Group root;
    private final Map<String, Variable> variables;

    /**
     * Checks the tree as a whole.
     *
     * @throws KoinonException INVALID_METADATA when a code stands twice or {@code dataset} is
     *     missing
     */
    public DataModel(String code, String version, boolean longitudinal, Group root) {
        this.code = code;
        this.version = version;
        this.longitudinal = longitudinal;
        this.root = root;
        this.variables = new LinkedHashMap<>();
        collect(root);
        if (!variables.containsKey(DATASET)) {
            throw new KoinonException(
                    ErrorCode.INVALID_METADATA,
                    "data model " + id() + " has no variable '" + DATASET + "'");
        }
    }

    private void collect(Group group) {
        for (Variable variable : group.variables()) {
            if (variables.putIfAbsent(variable.code(), variable) != null) {
                throw new KoinonException(
                        ErrorCode.INVALID_METADATA,
                        "variable '" + variable.code() + "' stands twice in data model " + id());
            }
        }
        group.groups().forEach(this::collect);
    }

    public String id() {
        return code + ":" + version;
    }

    public String code() {
        return code;
    }

    public String version() {
        return version;
    }

    public String label() {
        return root.label();
    }

    public boolean longitudinal() {
        return longitudinal;
    }

    public Group root() {
        return root;
    }

    /** All variables in the order of the tree, a group's own before those of its groups. */
    public Collection<Variable> variables() {
        return Collections.unmodifiableCollection(variables.values());
    }

    public Optional<Variable> variable(String variableCode) {
        return Optional.ofNullable(variables.get(variableCode));
    }

    /** The variable that names the patient (blueprint D11), where there is one. */
    public Optional<Variable> patient() {
        return PATIENT_NAMES.stream().flatMap(name -> variable(name).stream()).findFirst();
    }

    /**
     * The variable of a code.
     *
     * @throws KoinonException UNKNOWN_VARIABLE
     */
    public Variable require(String variableCode) {
        return variable(variableCode)
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.UNKNOWN_VARIABLE,
                                "data model "
                                        + id()
                                        + " has no variable '"
                                        + shorten(variableCode)
                                        + "'"));
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataModel that
                && code.equals(that.code)
                && version.equals(that.version)
                && longitudinal == that.longitudinal
                && root.equals(that.root);
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return id();
    }
}
