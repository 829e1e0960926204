package koinon.data.rows;

import java.util.List;
import java.util.Optional;
import koinon.data.columns.ColumnCache;
import koinon.data.columns.ColumnCache.Wanted;
import koinon.data.columns.ColumnData;
import koinon.data.columns.FoldColumn;
import koinon.data.columns.FoldKey;
import koinon.data.columns.PatientColumn;
import koinon.data.load.Version;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;

/**
 * One dataset of a question.
 *
 * @param code position of the dataset in the request
 */
record Part(ColumnCache cache, DataModel model, Version version, String dataset, int code) {
    int rows() {
        return Math.toIntExact(counts().rows());
    }

    private Version.Part counts() {
        Version.Part part = version.datasets().get(dataset);
        if (part == null) {
            throw new IllegalStateException("no dataset " + dataset);
        }
        return part;
    }

    /** Whether a variable has any value here. */
    boolean has(Variable variable) {
        Version.Filled filled = counts().columns().get(variable.code());
        return filled != null && filled.present() > 0;
    }

    /** Columns of variables that are all present, pulled together. */
    List<ColumnData> columns(List<Variable> variables) {
        return cache.get(version, dataset, variables.stream().map(Wanted::of).toList());
    }

    /** By what each row is put into a fold. */
    FoldColumn folds() {
        Variable named = model.patient().orElseGet(() -> model.require(DataModel.DATASET));
        List<Wanted> wanted = List.of(Wanted.folds(named, FoldKey.PUBLIC));
        return (FoldColumn) cache.get(version, dataset, wanted).getFirst();
    }

    /** Who each row is about; empty where every row is a patient of its own. */
    Optional<PatientColumn> patients() {
        Optional<Variable> variable = model.patient();
        if (variable.isEmpty() || version.rowIsPatient(dataset)) {
            return Optional.empty();
        }
        List<Wanted> wanted = List.of(Wanted.patients(variable.get()));
        return cache.get(version, dataset, wanted).stream()
                .map(PatientColumn.class::cast)
                .findFirst();
    }
}
