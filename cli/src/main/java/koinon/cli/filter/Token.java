package koinon.cli.filter;

/**
 * A piece of a filter's text.
 *
 * @param text what it says: quotes taken off, words as written
 * @param at where it begins, counted from 0
 */
record Token(Kind kind, String text, int at) {
    /** What a token is. */
    enum Kind {
        WORD,
        /** A name in double quotes: never a keyword. */
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    boolean keyword(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean sign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
