package koinon.cli.filter;

import java.util.ArrayList;
import java.util.List;

/** Cuts a filter's text into tokens. Limits: {@link #LONGEST} characters. */
final class Lexer {
    static final int LONGEST = 100_000;

    private static final List<String> SIGNS =
            List.of("<=", ">=", "<>", "!=", "==", "<", ">", "=", "(", ")", ",");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text, the last one being its end. */
    static List<Token> tokens(String text) {
        if (text.length() > LONGEST) {
            throw new FilterFault("the filter is longer than " + LONGEST + " characters", "", 0)
                    .misuse();
        }
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Token.Kind.END, "", text.length()));
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '\'') {
            quoted(c, Token.Kind.TEXT);
        } else if (c == '"') {
            quoted(c, Token.Kind.NAME);
        } else if (isDigit(c) || ((c == '-' || c == '.' || c == '+') && digitFollows())) {
            number();
        } else if (isLetter(c)) {
            word();
        } else {
            sign();
        }
    }

    private void quoted(char quote, Token.Kind kind) {
        StringBuilder content = new StringBuilder();
        int begin = at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                content.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                tokens.add(new Token(kind, content.toString(), begin));
                return;
            }
        }
        throw new FilterFault("the quote opened here is never closed", text, begin).misuse();
    }

    private void number() {
        int begin = at++;
        while (at < text.length() && (isNumeric(text.charAt(at)) || signOfExponent())) {
            at++;
        }
        tokens.add(new Token(Token.Kind.NUMBER, text.substring(begin, at), begin));
    }

    private void word() {
        int begin = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isNumeric(text.charAt(at)))) {
            at++;
        }
        tokens.add(new Token(Token.Kind.WORD, text.substring(begin, at), begin));
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                tokens.add(new Token(Token.Kind.SIGN, sign, at));
                at += sign.length();
                return;
            }
        }
        throw new FilterFault("this character means nothing in a filter", text, at).misuse();
    }

    private boolean digitFollows() {
        int next = at + 1;
        if (next < text.length() && text.charAt(next) == '.' && text.charAt(at) != '.') {
            next++;
        }
        return next < text.length() && isDigit(text.charAt(next));
    }

    private boolean signOfExponent() {
        char c = text.charAt(at);
        char before = text.charAt(at - 1);
        return (c == '-' || c == '+') && (before == 'e' || before == 'E');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c == '_' || Character.isLetter(c);
    }

    /** What may stand inside a number or a word; the parser refuses numbers like 1.2.3. */
    private static boolean isNumeric(char c) {
        return isDigit(c) || c == '.' || Character.isLetter(c);
    }
}
