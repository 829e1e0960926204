package koinon.data.csv;

/** What can be wrong with the text of a line, whatever its cells mean. */
public enum Fault {
    NUL_BYTE,
    WRONG_ENCODING,
    /** Something other than a comma or the end of the line after a closing quote. */
    TEXT_AFTER_QUOTE,
    /** The file ends inside quotes. */
    UNTERMINATED_QUOTE,
    /** The scanner stops here: the rest of the file is not read. */
    LINE_TOO_LONG,
    /** The scanner stops here: the rest of the file is not read. */
    TOO_MANY_CELLS
}
