package koinon.model.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import koinon.model.request.Filter;
import koinon.model.request.Literal;
import koinon.model.request.Parameter;
import koinon.model.request.Request;
import koinon.model.spec.ParameterSpec.Domain;
import org.junit.jupiter.api.Test;

class RequestValidatorTest {
    private static final DataModel MODEL = model();
    private static final Set<String> DATASETS = Set.of("north", "south");
    private static final Specification SPEC = specification(0);

    private static DataModel model() {
        return new DataModel(
                "heart",
                "1",
                false,
                new Group(
                        "heart",
                        "Heart",
                        List.of(
                                categorical("dataset", SqlType.TEXT, "north", "south"),
                                numerical("age"),
                                numerical("weight"),
                                categorical("sex", SqlType.TEXT, "F", "M"),
                                categorical("stage", SqlType.INT, "0", "1", "2"),
                                variable("note", SqlType.TEXT, false, List.of())),
                        List.of()));
    }

    private static Variable numerical(String code) {
        return variable(code, SqlType.REAL, false, List.of());
    }

    private static Variable categorical(String code, SqlType type, String... levels) {
        return variable(
                code, type, true, List.of(levels).stream().map(l -> new Level(l, l)).toList());
    }

    private static Variable variable(
            String code, SqlType type, boolean categorical, List<Level> levels) {
        return new Variable(code, code, "", type, categorical, levels, Range.UNBOUNDED, "", "");
    }

    private static Specification specification(int levels) {
        return new Specification(
                "fit",
                "Fit",
                "",
                new VariableSpec("Outcome", "", false, true, 1, 1, levels),
                VariableSpec.any("Covariates", "", 0, 3),
                List.of(
                        ParameterSpec.mandatory("positive", "", "", new Domain.LevelOfY()),
                        optional("alpha", new Domain.Reals(0, 1), new Parameter.Real(0.05)),
                        optional("bins", new Domain.Ints(1, 100), new Parameter.Int(20)),
                        optional("type", choice("1", "2"), new Parameter.Text("2")),
                        optional("scale", new Domain.Flags(), new Parameter.Flag(false)),
                        optional("title", new Domain.Texts(5), new Parameter.Text("")),
                        optional("roles", byKey(), new Parameter.Named(new TreeMap<>()))),
                "sums",
                Specification.Release.POOLED);
    }

    private static Domain byKey() {
        return new Domain.VariablesByKey(List.of("first", "second"));
    }

    private static Parameter named(String key, Parameter value) {
        return new Parameter.Named(new TreeMap<>(Map.of(key, value)));
    }

    private static Domain choice(String... values) {
        return new Domain.Choice(List.of(values));
    }

    private static ParameterSpec optional(String name, Domain domain, Parameter fallback) {
        return ParameterSpec.optional(name, name, "", domain, fallback);
    }

    private static Request request(List<String> y, List<String> x, Map<String, Parameter> given) {
        return new Request(
                "fit", "heart:1", List.of("north"), y, x, Filter.all(), new TreeMap<>(given));
    }

    private static Request valid() {
        return request(List.of("sex"), List.of("age"), Map.of("positive", text("M")));
    }

    private static Parameter text(String value) {
        return new Parameter.Text(value);
    }

    private static Request validate(Request request) {
        return RequestValidator.validate(SPEC, MODEL, DATASETS, request);
    }

    private static void refused(ErrorCode code, Request request, String... words) {
        KoinonException e = catchThrowableOfType(KoinonException.class, () -> validate(request));
        assertThat(e).as("refusal").isNotNull();
        assertThat(e.code()).isEqualTo(code);
        assertThat(e.text()).contains(words).hasSizeLessThan(500);
    }

    private static void refusedParameter(ErrorCode code, String name, Parameter value) {
        refused(code, with(name, value), name);
    }

    private static Request with(String name, Parameter value) {
        return request(List.of("sex"), List.of("age"), merged(name, value));
    }

    private static Map<String, Parameter> merged(String name, Parameter value) {
        Map<String, Parameter> parameters = new TreeMap<>(Map.of("positive", text("M")));
        parameters.put(name, value);
        return parameters;
    }

    private static Parameter coerced(String name, Parameter value) {
        Parameter result = validate(with(name, value)).parameters().get(name);
        return result == null ? text("missing") : result;
    }

    @Test
    void fillsInDefaults() {
        assertThat(validate(valid()).parameters())
                .containsEntry("alpha", new Parameter.Real(0.05))
                .containsEntry("bins", new Parameter.Int(20))
                .containsEntry("type", text("2"))
                .containsEntry("scale", new Parameter.Flag(false))
                .containsEntry("positive", text("M"))
                .hasSize(7);
    }

    @Test
    void validatingTwiceChangesNothing() {
        Request once = validate(valid());

        assertThat(validate(once)).isEqualTo(once);
    }

    @Test
    void takesIntegersForRealsAndWholeRealsForIntegers() {
        assertThat(coerced("alpha", new Parameter.Int(1))).isEqualTo(new Parameter.Real(1));
        assertThat(coerced("bins", new Parameter.Real(5.0))).isEqualTo(new Parameter.Int(5));
        assertThat(coerced("type", new Parameter.Int(1))).isEqualTo(text("1"));
    }

    @Test
    void takesIntegersForLevelCodes() {
        Request numbered =
                request(List.of("stage"), List.of(), Map.of("positive", new Parameter.Int(2)));

        assertThat(validate(numbered).parameters()).containsEntry("positive", text("2"));
    }

    @Test
    void dropsEmptyNames() {
        Request padded = request(List.of("sex"), List.of(""), Map.of("positive", text("M")));

        assertThat(validate(padded).x()).isEmpty();
    }

    @Test
    void takesTheRequestedDatasetsAsLevelsOfDataset() {
        Request byDataset =
                request(List.of("dataset"), List.of(), Map.of("positive", text("north")));
        Request other = request(List.of("dataset"), List.of(), Map.of("positive", text("south")));

        assertThat(validate(byDataset).parameters()).containsEntry("positive", text("north"));
        refused(ErrorCode.UNKNOWN_LEVEL, other, "south", "north");
    }

    @Test
    void refusesUnknownDatasets() {
        Request r = valid();
        Request unknown =
                new Request(
                        r.algorithm(),
                        r.dataModel(),
                        List.of("nort"),
                        r.y(),
                        r.x(),
                        r.filter(),
                        r.parameters());

        refused(ErrorCode.UNKNOWN_DATASET, unknown, "nort", "near it: north");
    }

    @Test
    void refusesNoDatasets() {
        Request r = valid();
        Request none =
                new Request(
                        r.algorithm(),
                        r.dataModel(),
                        List.of(),
                        r.y(),
                        r.x(),
                        r.filter(),
                        r.parameters());

        refused(ErrorCode.WRONG_CARDINALITY, none, "at least one dataset");
    }

    @Test
    void refusesUnknownVariablesAndSuggestsNearOnes() {
        refused(
                ErrorCode.UNKNOWN_VARIABLE,
                request(List.of("sex"), List.of("wieght"), Map.of()),
                "wieght",
                "near it: weight");
    }

    @Test
    void refusesFiltersOverUnknownVariables() {
        Filter filter =
                new Filter.Comparison("height", Filter.Comparator.LESS, new Literal.Numeric(1));

        refused(ErrorCode.INVALID_FILTER, valid().withFilter(filter), "height");
    }

    @Test
    void typesTheConstantsOfFilters() {
        Filter filter =
                new Filter.Comparison("age", Filter.Comparator.LESS, new Literal.Text("50"));

        assertThat(validate(valid().withFilter(filter)).filter())
                .isEqualTo(
                        new Filter.Comparison(
                                "age", Filter.Comparator.LESS, new Literal.Numeric(50)));
    }

    @Test
    void refusesVariablesOfTheWrongKind() {
        refused(
                ErrorCode.WRONG_TYPE,
                request(List.of("age"), List.of(), Map.of()),
                "age",
                "categorical",
                "numerical");
        refused(
                ErrorCode.WRONG_TYPE,
                request(List.of("sex"), List.of("note"), Map.of()),
                "note",
                "free text");
    }

    @Test
    void refusesTooManyAndTooFewVariables() {
        refused(
                ErrorCode.WRONG_CARDINALITY,
                request(List.of(), List.of(), Map.of()),
                "exactly 1 variable as y");
        refused(
                ErrorCode.WRONG_CARDINALITY,
                request(List.of("sex"), List.of("age", "weight", "stage", "sex"), Map.of()),
                "0 to 3 variables as x");
    }

    @Test
    void refusesNamesGivenTwice() {
        refused(
                ErrorCode.WRONG_CARDINALITY,
                request(List.of("sex"), List.of("age", "age"), Map.of()),
                "'age' stands twice in x");
    }

    @Test
    void refusesTooManyNames() {
        List<String> names =
                IntStream.range(0, RequestValidator.MOST_NAMES + 1).mapToObj(i -> "v" + i).toList();

        refused(ErrorCode.MALFORMED_REQUEST, request(List.of("sex"), names, Map.of()), "1001");
    }

    @Test
    void shortensHostileNamesInMessages() {
        String hostile = "\u0007\n'; DROP TABLE".concat("x".repeat(1_000_000));

        refused(ErrorCode.UNKNOWN_VARIABLE, request(List.of(hostile), List.of(), Map.of()), "...");
        refused(ErrorCode.INVALID_PARAMETER, with(hostile, text("a")), "...");
        refused(
                ErrorCode.UNKNOWN_LEVEL,
                request(List.of("sex"), List.of(), Map.of("positive", text(hostile))),
                "...");
    }

    @Test
    void refusesAWrongNumberOfLevels() {
        Request three =
                request(List.of("stage"), List.of(), Map.of("positive", new Parameter.Int(2)));

        KoinonException e =
                catchThrowableOfType(
                        KoinonException.class,
                        () -> RequestValidator.validate(specification(2), MODEL, DATASETS, three));

        assertThat(e.code()).isEqualTo(ErrorCode.WRONG_CARDINALITY);
        assertThat(e.text()).contains("'stage' has 3");
    }

    @Test
    void refusesParametersOutsideTheirDomain() {
        ErrorCode invalid = ErrorCode.INVALID_PARAMETER;
        refusedParameter(invalid, "alpha", new Parameter.Real(1.5));
        refusedParameter(invalid, "alpha", new Parameter.Real(Double.NaN));
        refusedParameter(invalid, "alpha", text("0.5"));
        refusedParameter(invalid, "alpha", new Parameter.Flag(true));
        refusedParameter(invalid, "bins", new Parameter.Int(0));
        refusedParameter(invalid, "bins", new Parameter.Real(2.5));
        refusedParameter(invalid, "type", text("3"));
        refusedParameter(invalid, "scale", new Parameter.Int(1));
        refusedParameter(invalid, "title", text("longer than five"));
        refusedParameter(invalid, "title", new Parameter.Many(List.of()));
        refusedParameter(ErrorCode.UNKNOWN_LEVEL, "positive", text("X"));
    }

    @Test
    void takesListsOfYVariablesByKey() {
        Parameter sex = new Parameter.Many(List.of(text("sex")));
        assertThat(validate(with("roles", named("first", sex))).parameters())
                .containsEntry("roles", named("first", sex));
        assertThat(validate(with("roles", named("second", text("sex")))).parameters())
                .containsEntry("roles", named("second", sex));
        ErrorCode invalid = ErrorCode.INVALID_PARAMETER;
        refusedParameter(invalid, "roles", named("third", sex));
        refusedParameter(invalid, "roles", named("first", text("age")));
        refusedParameter(invalid, "roles", named("first", new Parameter.Flag(true)));
        refusedParameter(invalid, "roles", text("sex"));
    }

    @Test
    void refusesMissingAndUnknownParameters() {
        refused(
                ErrorCode.INVALID_PARAMETER,
                request(List.of("sex"), List.of(), Map.of()),
                "needs the parameter 'positive'");
        refused(
                ErrorCode.INVALID_PARAMETER,
                with("alhpa", new Parameter.Real(0.1)),
                "no parameter");
    }

    @Test
    void refusesParametersThatNameALevelOfNothing() {
        Specification ofX =
                new Specification(
                        "fit",
                        "Fit",
                        "",
                        SPEC.y(),
                        SPEC.x(),
                        List.of(ParameterSpec.mandatory("group", "", "", new Domain.LevelOfX())),
                        "sums",
                        Specification.Release.POOLED);
        Request numerical = request(List.of("sex"), List.of("age"), Map.of("group", text("a")));

        KoinonException e =
                catchThrowableOfType(
                        KoinonException.class,
                        () -> RequestValidator.validate(ofX, MODEL, DATASETS, numerical));

        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
    }

    @Test
    void takesLevelsFromTheFirstCategoricalVariable() {
        Specification ofX =
                new Specification(
                        "fit",
                        "Fit",
                        "",
                        SPEC.y(),
                        SPEC.x(),
                        List.of(ParameterSpec.mandatory("group", "", "", new Domain.LevelOfX())),
                        "sums",
                        Specification.Release.POOLED);
        String level = MODEL.require("sex").levels().getFirst().code();
        Request asked =
                request(List.of("sex"), List.of("age", "sex"), Map.of("group", text(level)));

        Request validated = RequestValidator.validate(ofX, MODEL, DATASETS, asked);

        assertThat(validated.parameters()).containsEntry("group", new Parameter.Text(level));
    }
}
