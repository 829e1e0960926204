package koinon.model.metadata;

/** Storage type of a variable, as the MIP data models name them. */
public enum SqlType {
    TEXT,
    REAL,
    INT
}
