package koinon.data.columns;

/** One column of a dataset in memory, never changed once made. */
public sealed interface ColumnData
        permits NumberColumn, CodeColumn, TextColumn, PatientColumn, FoldColumn {
    /** Memory that it takes, in bytes. */
    long bytes();
}
