package koinon.data.check;

/**
 * One thing that is wrong with a file.
 *
 * @param row line of the file counted from 1, the header being line 1; 0 for the file as a whole
 * @param column name of the column; empty where no single column is meant
 * @param message what is wrong and what would be right; never the row's value
 */
public record Problem(long row, String column, ProblemCode code, String message) {}
