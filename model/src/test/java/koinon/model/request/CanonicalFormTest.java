package koinon.model.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {
    private static final Filter OLD = compare("age", Comparator.GREATER, 50);
    private static final Filter WOMAN = new In("gender", List.of(text("F")), true);
    private static final Filter SEEN = new Missing("mmse", false);

    static Stream<Arguments> sameQuestions() {
        return Stream.of(
                Arguments.of(and(OLD, WOMAN), and(WOMAN, OLD)),
                Arguments.of(and(OLD, WOMAN, OLD), and(OLD, WOMAN)),
                Arguments.of(and(OLD, and(WOMAN, SEEN)), and(and(OLD, WOMAN), SEEN)),
                Arguments.of(or(OLD, or(WOMAN, SEEN)), or(SEEN, WOMAN, OLD)),
                Arguments.of(and(OLD), OLD),
                Arguments.of(or(and(OLD)), OLD),
                Arguments.of(and(OLD, Filter.all()), OLD),
                Arguments.of(or(OLD, or()), OLD),
                Arguments.of(and(and()), Filter.all()),
                Arguments.of(WOMAN, compare("gender", Comparator.EQUAL, "F")),
                Arguments.of(
                        new In("gender", List.of(text("F"), text("F")), false),
                        compare("gender", Comparator.NOT_EQUAL, "F")),
                Arguments.of(
                        new In("gender", List.of(text("F"), text("M")), true),
                        new In("gender", List.of(text("M"), text("F"), text("M")), true)),
                Arguments.of(
                        new Between("age", number(50), number(60), true),
                        and(
                                compare("age", Comparator.LESS_OR_EQUAL, 60),
                                compare("age", Comparator.GREATER_OR_EQUAL, 50))),
                Arguments.of(
                        and(SEEN, new Between("age", number(50), number(60), true)),
                        and(
                                compare("age", Comparator.GREATER_OR_EQUAL, 50),
                                SEEN,
                                compare("age", Comparator.LESS_OR_EQUAL, 60))),
                Arguments.of(
                        new Between("age", number(50), number(60), false),
                        or(
                                compare("age", Comparator.LESS, 50),
                                compare("age", Comparator.GREATER, 60))),
                Arguments.of(
                        compare("age", Comparator.EQUAL, 0.0),
                        compare("age", Comparator.EQUAL, -0.0)));
    }

    @ParameterizedTest
    @MethodSource("sameQuestions")
    void whatMeansTheSameHasTheSameDigest(Filter one, Filter other) {
        assertThat(CanonicalForm.text(with(one))).isEqualTo(CanonicalForm.text(with(other)));
        assertThat(CanonicalForm.digest(with(one))).isEqualTo(CanonicalForm.digest(with(other)));
    }

    static Stream<Filter> differentQuestions() {
        return Stream.of(
                Filter.all(),
                or(),
                OLD,
                WOMAN,
                SEEN,
                new Missing("mmse", true),
                and(OLD, WOMAN),
                or(OLD, WOMAN),
                and(OLD, or(WOMAN, SEEN)),
                or(and(OLD, WOMAN), SEEN),
                compare("age", Comparator.GREATER_OR_EQUAL, 50),
                compare("age", Comparator.GREATER, Math.nextUp(50.0)),
                compare("age", Comparator.GREATER, "50"),
                compare("age", Comparator.GREATER, "50.0"),
                new Between("age", number(50), number(60), true),
                new Between("age", number(50), number(60), false),
                new In("gender", List.of(text("F"), text("M")), true),
                new In("gender", List.of(text("F"), text("M")), false),
                // Content that looks like structure.
                new In("gender", List.of(text("F,1'M")), true),
                new In("gender", List.of(text("F'"), text("'M")), true),
                new In("gender", List.of(text("F',1'M")), true),
                compare("age),greater(3'age", Comparator.GREATER, 50),
                compare("gender", Comparator.EQUAL, ""),
                compare("gender", Comparator.EQUAL, "'"),
                compare("", Comparator.EQUAL, "gender"));
    }

    @Test
    void whatMeansDifferentHasAnotherText() {
        List<String> texts = differentQuestions().map(f -> CanonicalForm.text(with(f))).toList();
        assertThat(texts).doesNotHaveDuplicates();
    }

    @Trials
    void shufflingAndRegroupingChangeNothing(RandomGenerator random) {
        Filter filter = filter(random, 4);
        Filter other = rewritten(random, filter);
        assertThat(CanonicalForm.text(with(other))).isEqualTo(CanonicalForm.text(with(filter)));
    }

    @Trials
    void theFormIsAFixedPoint(RandomGenerator random) {
        Filter form = CanonicalForm.of(filter(random, 4));
        assertThat(CanonicalForm.of(form)).isEqualTo(form);
        Request request = with(form);
        assertThat(CanonicalForm.of(request)).isEqualTo(request);
    }

    @Test
    void orderOfDatasetsIsNoPartOfTheQuestionButThatOfVariablesIs() {
        assertThat(text(List.of("b", "a", "b"), List.of("y"), List.of("u", "v")))
                .isEqualTo(text(List.of("a", "b"), List.of("y"), List.of("u", "v")));
        assertThat(text(List.of("a"), List.of("y"), List.of("u", "v")))
                .isNotEqualTo(text(List.of("a"), List.of("y"), List.of("v", "u")));
        assertThat(text(List.of("a"), List.of("y", "u"), List.of("v")))
                .isNotEqualTo(text(List.of("a"), List.of("y"), List.of("u", "v")));
        assertThat(text(List.of("a,1'b"), List.of("y"), List.of()))
                .isNotEqualTo(text(List.of("a", "b"), List.of("y"), List.of()));
    }

    @Test
    void equalNumbersAreEqualParametersWhateverTheirKind() {
        assertThat(parameter(new Parameter.Int(83))).isEqualTo(parameter(new Parameter.Real(83)));
        assertThat(parameter(new Parameter.Real(-0.0))).isEqualTo(parameter(new Parameter.Int(0)));
    }

    @Test
    void differentParametersDiffer() {
        List<Parameter> parameters =
                List.of(
                        new Parameter.Int(1),
                        new Parameter.Int((1L << 53) + 1),
                        new Parameter.Int(1L << 53),
                        new Parameter.Int(Long.MIN_VALUE),
                        new Parameter.Int(Long.MIN_VALUE + 1),
                        new Parameter.Real(1.5),
                        new Parameter.Text("1.0"),
                        new Parameter.Text("true"),
                        new Parameter.Flag(true),
                        new Parameter.Flag(false),
                        new Parameter.Many(List.of()),
                        new Parameter.Many(List.of(new Parameter.Int(1))),
                        new Parameter.Many(List.of(new Parameter.Many(List.of()))),
                        new Parameter.Named(new TreeMap<>()),
                        new Parameter.Named(new TreeMap<>(Map.of("a", new Parameter.Int(1)))));
        assertThat(parameters.stream().map(CanonicalFormTest::parameter)).doesNotHaveDuplicates();
    }

    @Test
    void halfASurrogatePairIsRefusedNotReplaced() {
        Request request = with(compare("gender", Comparator.EQUAL, "\uD800"));
        assertThatThrownBy(() -> CanonicalForm.digest(request))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    @Test
    void theTextIsTheOneOfTheFirstVersion() {
        Request request =
                new Request(
                        "linear_regression",
                        "dementia:0.1",
                        List.of("ppmi0", "edsd0"),
                        List.of("mmse"),
                        List.of("age", "gender"),
                        and(WOMAN, new Between("age", number(50), number(60.5), true)),
                        new TreeMap<>(Map.of("level", new Parameter.Real(0.95))));
        assertThat(CanonicalForm.text(request))
                .isEqualTo(
                        "koinon-request-1(17'linear_regression',12'dementia:0.1',"
                                + "[5'edsd0',5'ppmi0'],[4'mmse'],[3'age',6'gender'],"
                                + "and(equal(6'gender',1'F'),greater_or_equal(3'age',50.0),"
                                + "less_or_equal(3'age',60.5)),{5'level':0.95})");
    }

    @Test
    void pairsOfVisitsMakeAnotherQuestion() {
        Request plain = with(Filter.all());
        Request pairs = plain.with(visits("BL", "FL1", Preprocessing.Strategy.DIFF));
        assertThat(CanonicalForm.text(pairs))
                .endsWith("{},visits(2'BL',3'FL1',{1'y':diff}))")
                .startsWith(CanonicalForm.text(plain).substring(0, 40));
        assertThat(
                        Stream.of(
                                        plain,
                                        pairs,
                                        plain.with(
                                                visits("FL1", "BL", Preprocessing.Strategy.DIFF)),
                                        plain.with(
                                                visits("BL", "FL1", Preprocessing.Strategy.FIRST)))
                                .map(CanonicalForm::text))
                .doesNotHaveDuplicates();
        assertThat(CanonicalForm.of(pairs)).isEqualTo(pairs);
    }

    private static Preprocessing visits(
            String first, String second, Preprocessing.Strategy strategy) {
        return new Preprocessing.Longitudinal(first, second, new TreeMap<>(Map.of("y", strategy)));
    }

    @Trials
    void aFilterNamesEveryVariableThatItReads(RandomGenerator random) {
        Filter filter = filter(random, 3);
        Filter more = and(filter, compare("extra", Comparator.LESS, 1));
        assertThat(more.variables()).contains("extra").containsAll(filter.variables());
        assertThat(rewritten(random, filter).variables()).isEqualTo(filter.variables());
    }

    @Test
    void variablesOfEveryKindOfFilterAreFound() {
        Filter filter =
                or(
                        and(compare("e", Comparator.EQUAL, 1)),
                        new Between("d", number(1), number(2), true),
                        new In("c", List.of(text("x")), false),
                        new Missing("b", true),
                        and(or(new Missing("a", false))));
        assertThat(filter.variables()).containsExactly("a", "b", "c", "d", "e");
        assertThat(Filter.all().variables()).isEmpty();
    }

    @Test
    void refusesWhatNoFilterCanMean() {
        assertThatThrownBy(() -> new In("a", List.of(), true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> number(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> number(Double.NEGATIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRequestCannotBeChangedFromOutside() {
        Request request = with(OLD);
        assertThatThrownBy(() -> request.parameters().put("a", new Parameter.Int(1)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static Filter filter(RandomGenerator random, int depth) {
        String variable = "v" + random.nextInt(4);
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> {
                Comparator[] all = Comparator.values();
                yield compare(variable, all[random.nextInt(all.length)], random.nextInt(5));
            }
            case 1 ->
                    new Between(
                            variable,
                            number(random.nextInt(5)),
                            number(random.nextInt(5)),
                            random.nextBoolean());
            case 2 -> {
                List<Literal> values = new ArrayList<>();
                random.ints(random.nextInt(1, 4), 0, 3).forEach(i -> values.add(text("x" + i)));
                yield new In(variable, values, random.nextBoolean());
            }
            case 3 -> new Missing(variable, random.nextBoolean());
            case 4 -> new And(children(random, depth));
            default -> new Or(children(random, depth));
        };
    }

    private static List<Filter> children(RandomGenerator random, int depth) {
        return Stream.generate(() -> filter(random, depth - 1)).limit(random.nextInt(4)).toList();
    }

    /** The same question, written another way. */
    private static Filter rewritten(RandomGenerator random, Filter filter) {
        return switch (filter) {
            case And(List<Filter> children) -> new And(mixed(random, children, true));
            case Or(List<Filter> children) -> new Or(mixed(random, children, false));
            case Between b -> b;
            case Comparison c -> random.nextBoolean() ? and(c) : or(c, c);
            case In in -> new In(in.variable(), shuffled(random, in.values()), in.inside());
            case Missing m -> m;
        };
    }

    private static List<Filter> mixed(RandomGenerator random, List<Filter> children, boolean and) {
        List<Filter> mixed = new ArrayList<>();
        for (Filter child : shuffled(random, children)) {
            Filter same = rewritten(random, child);
            mixed.add(random.nextBoolean() ? same : and ? and(same) : or(same));
        }
        if (mixed.size() > 2) {
            List<Filter> tail = List.copyOf(mixed.subList(1, mixed.size()));
            return List.of(mixed.getFirst(), and ? new And(tail) : new Or(tail));
        }
        return mixed;
    }

    private static <T> List<T> shuffled(RandomGenerator random, List<T> list) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Request with(Filter filter) {
        return new Request(
                "a", "m:1", List.of("d"), List.of("y"), List.of("x"), filter, new TreeMap<>());
    }

    private static String parameter(Parameter parameter) {
        return CanonicalForm.text(
                with(Filter.all()).withParameters(new TreeMap<>(Map.of("p", parameter))));
    }

    private static String text(List<String> datasets, List<String> y, List<String> x) {
        return CanonicalForm.text(
                new Request("a", "m:1", datasets, y, x, Filter.all(), new TreeMap<>()));
    }

    private static Filter and(Filter... children) {
        return new And(Arrays.asList(children));
    }

    private static Filter or(Filter... children) {
        return new Or(Arrays.asList(children));
    }

    private static Filter compare(String variable, Comparator operator, double value) {
        return new Comparison(variable, operator, number(value));
    }

    private static Filter compare(String variable, Comparator operator, String value) {
        return new Comparison(variable, operator, text(value));
    }

    private static Literal number(double value) {
        return new Literal.Numeric(value);
    }

    private static Literal text(String value) {
        return new Literal.Text(value);
    }
}
