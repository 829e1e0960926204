package koinon.data.check;

import java.util.Locale;

/** Kinds of problem of a file, and how grave each is. */
public enum ProblemCode {
    UNREADABLE(Severity.STRUCTURE),
    /** Not the file's fault: disk, memory or time ran out; the next look tries again. */
    OUT_OF_RESOURCES(Severity.STRUCTURE),
    /** The data model of the folder cannot be used. */
    INVALID_METADATA(Severity.STRUCTURE),
    /** The file changed while it was being read. */
    FILE_CHANGED(Severity.STRUCTURE),
    EMPTY_FILE(Severity.STRUCTURE),
    NO_ROWS(Severity.STRUCTURE),
    NUL_BYTE(Severity.STRUCTURE),
    WRONG_ENCODING(Severity.STRUCTURE),
    BAD_QUOTES(Severity.STRUCTURE),
    LINE_TOO_LONG(Severity.STRUCTURE),
    TOO_MANY_COLUMNS(Severity.STRUCTURE),
    BLANK_COLUMN(Severity.STRUCTURE),
    DUPLICATE_COLUMN(Severity.STRUCTURE),
    /** A line with more or fewer cells than the header. */
    RAGGED_LINE(Severity.STRUCTURE),
    MISSING_DATASET_COLUMN(Severity.STRUCTURE),
    /** A row that does not say to which dataset it belongs. */
    MISSING_DATASET(Severity.STRUCTURE),
    /** A dataset that another file holds already. */
    DUPLICATE_DATASET(Severity.STRUCTURE),
    WRONG_TYPE(Severity.CELL),
    UNKNOWN_LEVEL(Severity.CELL),
    OUT_OF_RANGE(Severity.CELL),
    /** A column that the data model does not know; it is kept and not used. */
    UNKNOWN_COLUMN(Severity.WARNING),
    /** No column names the patient: every row counts as one. */
    NO_PATIENT_COLUMN(Severity.WARNING),
    /** Rows without a patient: together they count as one. */
    MISSING_PATIENT(Severity.WARNING);

    /** What a problem means for the file. */
    public enum Severity {
        /** The file cannot be understood: it is never imported. */
        STRUCTURE,
        /**
         * One cell: the file is refused, or, when asked to be lenient, the cell counts as missing.
         */
        CELL,
        /** Worth knowing; the file is imported. */
        WARNING
    }

    private final Severity severity;

    ProblemCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** The name in reports for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
