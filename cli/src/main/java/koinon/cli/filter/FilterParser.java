package koinon.cli.filter;

import java.util.ArrayList;
import java.util.List;
import koinon.cli.command.Misuse;
import koinon.model.request.Filter;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import koinon.model.request.Literal;

/**
 * Parses filters as people write them, by recursive descent.
 *
 * <pre>
 *   either    := all ("or" all)*
 *   all       := one ("and" one)*
 *   one       := "not" one | "(" either ")" | variable test
 *   test      := ("=" | "!=" | "&lt;&gt;" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") value
 *              | ["not"] "between" value "and" value
 *              | ["not"] "in" "(" value ("," value)* ")"
 *              | "is" ["not"] "null"
 *   variable  := a word, or any text in double quotes
 *   value     := a number, or a text in single quotes
 * </pre>
 *
 * <p>Guarantee: {@code not} is moved to the tests by De Morgan's laws, which keeps the meaning of
 * missing values (a test of one is never true, nor is its opposite). Keywords in any case. Limits:
 * nesting {@link #DEEPEST}, lists of {@link #LONGEST_LIST} values. Not checked: whether variables
 * and levels exist; the master does that.
 */
public final class FilterParser {
    static final int DEEPEST = 50;
    static final int LONGEST_LIST = 10_000;

    private final String text;
    private final List<Token> tokens;
    private int position;
    private int depth;

    private FilterParser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    /**
     * The filter that a text means.
     *
     * @throws Misuse naming the place
     */
    public static Filter parse(String text) {
        FilterParser parser = new FilterParser(text);
        if (parser.peek().kind() == Token.Kind.END) {
            throw parser.fault("a filter such as age >= 50 is missing");
        }
        Filter filter = parser.either(true);
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.fault("expected 'and', 'or' or the end");
        }
        return filter;
    }

    private Filter either(boolean straight) {
        List<Filter> children = new ArrayList<>(List.of(all(straight)));
        while (take("or")) {
            children.add(all(straight));
        }
        return group(children, !straight);
    }

    private Filter all(boolean straight) {
        List<Filter> children = new ArrayList<>(List.of(one(straight)));
        while (take("and")) {
            children.add(one(straight));
        }
        return group(children, straight);
    }

    private static Filter group(List<Filter> children, boolean and) {
        if (children.size() == 1) {
            return children.getFirst();
        }
        return and ? new And(children) : new Or(children);
    }

    private Filter one(boolean straight) {
        if (++depth > DEEPEST) {
            throw fault("groups are nested deeper than " + DEEPEST);
        }
        Filter filter;
        if (take("not")) {
            filter = one(!straight);
        } else if (takeSign("(")) {
            filter = either(straight);
            expectSign(")");
        } else {
            filter = test(variable(), straight);
        }
        depth--;
        return filter;
    }

    private String variable() {
        Token token = peek();
        boolean name = token.kind() == Token.Kind.NAME && !token.text().isBlank();
        if (!name && (token.kind() != Token.Kind.WORD || reserved(token))) {
            throw fault("expected the name of a variable");
        }
        position++;
        return token.text();
    }

    private static boolean reserved(Token token) {
        return List.of("and", "or", "not", "between", "in", "is", "null").stream()
                .anyMatch(token::keyword);
    }

    private Filter test(String variable, boolean straight) {
        if (take("is")) {
            boolean missing = take("not") != straight;
            expect("null");
            return new Missing(variable, missing);
        }
        boolean inside = take("not") != straight;
        if (take("between")) {
            Literal low = value();
            expect("and");
            return new Between(variable, low, value(), inside);
        }
        if (take("in")) {
            return new In(variable, values(), inside);
        }
        if (inside != straight) {
            throw fault("expected 'between' or 'in' after 'not'");
        }
        return comparison(variable, straight);
    }

    private Filter comparison(String variable, boolean straight) {
        Comparator comparator =
                switch (peek().kind() == Token.Kind.SIGN ? peek().text() : "") {
                    case "=", "==" -> Comparator.EQUAL;
                    case "!=", "<>" -> Comparator.NOT_EQUAL;
                    case "<" -> Comparator.LESS;
                    case "<=" -> Comparator.LESS_OR_EQUAL;
                    case ">" -> Comparator.GREATER;
                    case ">=" -> Comparator.GREATER_OR_EQUAL;
                    default ->
                            throw fault(
                                    "expected =, !=, <, <=, >, >=, 'between', 'in' or 'is null'");
                };
        position++;
        return new Comparison(variable, straight ? comparator : opposite(comparator), value());
    }

    private static Comparator opposite(Comparator comparator) {
        return switch (comparator) {
            case EQUAL -> Comparator.NOT_EQUAL;
            case NOT_EQUAL -> Comparator.EQUAL;
            case LESS -> Comparator.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> Comparator.GREATER;
            case GREATER -> Comparator.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Comparator.LESS;
        };
    }

    private List<Literal> values() {
        expectSign("(");
        List<Literal> values = new ArrayList<>(List.of(value()));
        while (takeSign(",")) {
            if (values.size() == LONGEST_LIST) {
                throw fault("a list has at most " + LONGEST_LIST + " values");
            }
            values.add(value());
        }
        expectSign(")");
        return values;
    }

    private Literal value() {
        Token token = peek();
        if (token.kind() == Token.Kind.TEXT) {
            position++;
            return new Literal.Text(token.text());
        }
        if (token.kind() != Token.Kind.NUMBER) {
            throw fault("expected a number, or a text in single quotes");
        }
        if (!token.text().matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,4})?")
                || Double.isInfinite(Double.parseDouble(token.text()))) {
            throw fault("this is not a number; texts stand in single quotes");
        }
        position++;
        return new Literal.Numeric(Double.parseDouble(token.text()));
    }

    private Token peek() {
        return tokens.get(position);
    }

    private boolean take(String keyword) {
        boolean found = peek().keyword(keyword);
        position += found ? 1 : 0;
        return found;
    }

    private boolean takeSign(String sign) {
        boolean found = peek().sign(sign);
        position += found ? 1 : 0;
        return found;
    }

    private void expect(String keyword) {
        if (!take(keyword)) {
            throw fault("expected '" + keyword + "'");
        }
    }

    private void expectSign(String sign) {
        if (!takeSign(sign)) {
            throw fault("expected '" + sign + "'");
        }
    }

    private Misuse fault(String message) {
        return new FilterFault(message, text, peek().at()).misuse();
    }
}
