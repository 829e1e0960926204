package koinon.model.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koinon.model.KoinonException;

/** The words and signs of a formula, and which of them is next. */
final class Tokens {
    private static final int LONGEST = 4000;
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<quoted>`[^`]{1,255}`)|(?<text>\"[^\"]{0,255}\"|'[^']{0,255}')"
                            + "|(?<name>[\\p{L}\\p{Nd}_.]+)|(?<sign>\\*\\*|[-+*:^()~,=]))\\s*");

    /**
     * One token.
     *
     * @param at its place in the formula, from 1
     */
    private record Token(Kind kind, String value, int at) {}

    private enum Kind {
        QUOTED,
        TEXT,
        NAME,
        SIGN
    }

    private final List<Token> tokens;
    private final int length;
    private int next;

    Tokens(String text) {
        if (text.length() > LONGEST) {
            throw FormulaReader.invalid(
                    "a formula has at most " + LONGEST + " characters, not " + text.length());
        }
        this.length = text.length();
        this.tokens = split(text);
    }

    private static List<Token> split(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int from = 0;
        while (from < text.length()) {
            matcher.region(from, text.length());
            if (!matcher.lookingAt()) {
                if (text.substring(from).isBlank()) {
                    break;
                }
                throw FormulaReader.invalid(
                        "character "
                                + (from + 1)
                                + " of the formula cannot be read; names with other characters"
                                + " than letters, digits, _ and . stand in `back-ticks`");
            }
            tokens.add(token(matcher));
            from = matcher.end();
        }
        return tokens;
    }

    private static Token token(Matcher matcher) {
        for (Kind kind : Kind.values()) {
            String group = kind.name().toLowerCase(java.util.Locale.ROOT);
            String value = matcher.group(group);
            if (value != null) {
                boolean quoted = kind == Kind.QUOTED || kind == Kind.TEXT;
                return new Token(
                        kind,
                        quoted ? value.substring(1, value.length() - 1) : value,
                        matcher.start(group) + 1);
            }
        }
        throw new IllegalStateException("a token of no kind");
    }

    boolean ended() {
        return next == tokens.size();
    }

    boolean contains(String sign) {
        return tokens.stream().anyMatch(t -> t.kind() == Kind.SIGN && t.value().equals(sign));
    }

    /** Whether a sign, or one of the numbers 0 and 1, comes next. */
    boolean at(String sign) {
        if (ended()) {
            return false;
        }
        Token token = tokens.get(next);
        return token.value().equals(sign)
                && (token.kind() == Kind.SIGN || token.kind() == Kind.NAME);
    }

    boolean accept(String sign) {
        boolean there = at(sign);
        next += there ? 1 : 0;
        return there;
    }

    void expect(String sign) {
        if (!accept(sign)) {
            throw unexpected(sign);
        }
    }

    /** The name that comes next. */
    String name() {
        if (!ended()) {
            Token token = tokens.get(next);
            boolean plain =
                    token.kind() == Kind.NAME && Names.PLAIN.matcher(token.value()).matches();
            if (plain || token.kind() == Kind.QUOTED) {
                next++;
                return token.value();
            }
        }
        throw unexpected("the name of a variable");
    }

    /** The text in quotes, or the name, that comes next. */
    String text() {
        if (!ended() && tokens.get(next).kind() != Kind.SIGN) {
            return tokens.get(next++).value();
        }
        throw unexpected("a text in quotes");
    }

    int whole() {
        if (!ended() && tokens.get(next).value().matches("[0-9]{1,4}")) {
            return Integer.parseInt(tokens.get(next++).value());
        }
        throw unexpected("a whole number");
    }

    KoinonException unexpected(String wanted) {
        int at = ended() ? length + 1 : tokens.get(next).at();
        return FormulaReader.invalid("the formula should have " + wanted + " at character " + at);
    }
}
