package koinon.data.columns;

import koinon.model.metadata.Variable;

/** How a column is held in memory. */
public enum Kind {
    NUMBER,
    CODE,
    TEXT,
    PATIENT,
    /** A keyed hash of the patient, by which rows are put into folds. */
    FOLD;

    /** How the values of a variable are held. */
    public static Kind of(Variable variable) {
        if (variable.categorical()) {
            return CODE;
        }
        return variable.numerical() ? NUMBER : TEXT;
    }
}
