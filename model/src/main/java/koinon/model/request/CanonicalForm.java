package koinon.model.request;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;

/**
 * The one form of a request: questions that mean the same by the rules below have the same text and
 * the same digest. Rules: nested groups of one kind are flattened, groups sorted and freed of
 * repetitions, a group of one is its child; {@code between} becomes two comparisons; a list of one
 * value becomes a comparison; numbers are doubles in their shortest form. The text is for hashing
 * and showing; nothing ever parses it.
 */
public final class CanonicalForm {
    private CanonicalForm() {}

    /** The request with its filter in canonical form. */
    public static Request of(Request request) {
        return request.withFilter(of(request.filter()));
    }

    public static Filter of(Filter filter) {
        return switch (filter) {
            case And(List<Filter> children) -> group(children, true);
            case Or(List<Filter> children) -> group(children, false);
            case Between b -> of(comparisons(b));
            case In in -> membership(in);
            case Comparison c -> c;
            case Missing m -> m;
        };
    }

    private static Filter comparisons(Between b) {
        return b.inside()
                ? new And(
                        List.of(
                                new Comparison(
                                        b.variable(), Filter.Comparator.GREATER_OR_EQUAL, b.low()),
                                new Comparison(
                                        b.variable(), Filter.Comparator.LESS_OR_EQUAL, b.high())))
                : new Or(
                        List.of(
                                new Comparison(b.variable(), Filter.Comparator.LESS, b.low()),
                                new Comparison(b.variable(), Filter.Comparator.GREATER, b.high())));
    }

    private static Filter membership(In in) {
        List<Literal> values =
                in.values().stream()
                        .distinct()
                        .sorted(Comparator.comparing(CanonicalForm::text))
                        .toList();
        if (values.size() > 1) {
            return new In(in.variable(), values, in.inside());
        }
        Filter.Comparator operator =
                in.inside() ? Filter.Comparator.EQUAL : Filter.Comparator.NOT_EQUAL;
        return new Comparison(in.variable(), operator, values.getFirst());
    }

    private static Filter group(List<Filter> children, boolean and) {
        List<Filter> flat = new ArrayList<>();
        for (Filter child : children) {
            switch (of(child)) {
                case And(List<Filter> inner) when and -> flat.addAll(inner);
                case Or(List<Filter> inner) when !and -> flat.addAll(inner);
                case Filter other -> flat.add(other);
            }
        }
        List<Filter> sorted =
                flat.stream().distinct().sorted(Comparator.comparing(CanonicalForm::text)).toList();
        if (sorted.size() == 1) {
            return sorted.getFirst();
        }
        return and ? new And(sorted) : new Or(sorted);
    }

    /** Canonical text of a request; equal for equal questions. */
    public static String text(Request request) {
        return "koinon-request-1("
                + String.join(
                        ",",
                        quote(request.algorithm()),
                        quote(request.dataModel()),
                        names(request.datasets()),
                        names(request.y()),
                        names(request.x()),
                        text(of(request.filter())),
                        text(new Parameter.Named(request.parameters())))
                + text(request.preprocessing())
                + ")";
    }

    /** Nothing where there is none: such a request has the text that it always had. */
    private static String text(Preprocessing preprocessing) {
        return switch (preprocessing) {
            case Preprocessing.None _ -> "";
            case Preprocessing.Longitudinal visits ->
                    visits.strategies().entrySet().stream()
                            .map(e -> quote(e.getKey()) + ":" + e.getValue().word())
                            .collect(
                                    Collectors.joining(
                                            ",",
                                            ",visits("
                                                    + quote(visits.visit1())
                                                    + ","
                                                    + quote(visits.visit2())
                                                    + ",{",
                                            "})"));
        };
    }

    /**
     * SHA-256 of the canonical text. Shape: 32 bytes.
     *
     * @throws KoinonException MALFORMED_REQUEST when a text is not Unicode (half a surrogate pair)
     */
    public static byte[] digest(Request request) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            // An encoder refuses what getBytes would replace: two questions, one digest.
            sha.update(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text(request))));
            return sha.digest();
        } catch (CharacterCodingException e) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST, "the request holds text that is not Unicode", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(Filter filter) {
        return switch (filter) {
            case And(List<Filter> children) -> "and" + texts(children);
            case Or(List<Filter> children) -> "or" + texts(children);
            case Comparison c ->
                    c.operator().word() + "(" + quote(c.variable()) + "," + text(c.value()) + ")";
            case Between b ->
                    (b.inside() ? "between(" : "not_between(")
                            + quote(b.variable())
                            + ","
                            + text(b.low())
                            + ","
                            + text(b.high())
                            + ")";
            case In in ->
                    (in.inside() ? "in(" : "not_in(")
                            + quote(in.variable())
                            + ","
                            + in.values().stream()
                                    .map(CanonicalForm::text)
                                    .collect(Collectors.joining(","))
                            + ")";
            case Missing m ->
                    (m.missing() ? "is_null(" : "is_not_null(") + quote(m.variable()) + ")";
        };
    }

    private static String texts(List<Filter> children) {
        return children.stream()
                .map(CanonicalForm::text)
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String text(Literal literal) {
        return switch (literal) {
            case Literal.Numeric(double value) -> Double.toString(value);
            case Literal.Text(String value) -> quote(value);
        };
    }

    private static String text(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Real(double value) -> Double.toString(value);
            case Parameter.Int(long value) -> number(value);
            case Parameter.Text(String value) -> quote(value);
            case Parameter.Flag(boolean value) -> Boolean.toString(value);
            case Parameter.Many(List<Parameter> values) ->
                    values.stream()
                            .map(CanonicalForm::text)
                            .collect(Collectors.joining(",", "[", "]"));
            case Parameter.Named named ->
                    named.values().entrySet().stream()
                            .map(CanonicalForm::entry)
                            .collect(Collectors.joining(",", "{", "}"));
        };
    }

    /** 1 and 1.0 are the same value of a parameter; a double cannot tell all longs apart. */
    private static String number(long value) {
        boolean exact = Math.abs(value) <= 1L << 53 && value != Long.MIN_VALUE;
        return exact ? Double.toString((double) value) : Long.toString(value);
    }

    private static String entry(Map.Entry<String, Parameter> entry) {
        return quote(entry.getKey()) + ":" + text(entry.getValue());
    }

    private static String names(Collection<String> names) {
        return names.stream().map(CanonicalForm::quote).collect(Collectors.joining(",", "[", "]"));
    }

    /** Length first, so that no content can pretend to be structure. */
    private static String quote(String text) {
        return text.length() + "'" + text + "'";
    }
}
