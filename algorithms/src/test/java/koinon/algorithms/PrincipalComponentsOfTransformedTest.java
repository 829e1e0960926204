package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.request.Parameter;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class PrincipalComponentsOfTransformedTest {
    private static final Ask ASK = Ask.of("pca_with_transformation");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Components components(Ask ask, Cohort cohort) {
        return (Components) ask.pooled(cohort).result();
    }

    private static Ask under(Ask ask, String key, String... variables) {
        Parameter given = ask.parameters().get("data_transformation");
        TreeMap<String, Parameter> lists =
                given instanceof Parameter.Named named
                        ? new TreeMap<>(named.values())
                        : new TreeMap<>();
        lists.put(
                key,
                new Parameter.Many(
                        Arrays.stream(variables).<Parameter>map(Parameter.Text::new).toList()));
        return ask.with("data_transformation", new Parameter.Named(lists));
    }

    /* log of 1, e, e² is 0, 1, 2: in line with y = 1, 2, 3; eigenvalues 2 and 0. */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                Cohort.rows(3).number("x", 1, Math.E, Math.E * Math.E).number("y", 1, 2, 3).build();
        Components fit = components(under(ASK.y("x", "y"), "log", "x"), cohort);
        assertThat(fit.variables()).containsExactly("log(x)", "y");
        near("mean of the logarithm", fit.means().getFirst(), 1, 1e-12);
        near("first", fit.eigenvalues().getFirst(), 2, 1e-12);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("pca");
        assertThat(cases).hasSize(7);
        for (JsonNode golden : cases) {
            List<String> y = List.of(Golden.texts(golden.get("y")));
            Ask ask = under(ASK.y(y.toArray(new String[0])), "log", list(golden, "log"));
            double relative = y.contains("faroutcome") ? 1e-6 : 1e-9;
            PrincipalComponentsTest.compare(
                    components(under(ask, "exp", list(golden, "exp")), SYNTHETIC),
                    golden,
                    relative);
        }
    }

    private static String[] list(JsonNode golden, String key) {
        return Golden.texts(golden.get(key));
    }

    @Test
    void isThePlainOneWithoutTransformationsAndWhateverIsCentred() {
        Components plain = components(Ask.of("pca").y("age", "volume"), SYNTHETIC);
        assertThat(components(ASK.y("age", "volume"), SYNTHETIC).vectors())
                .isEqualTo(plain.vectors());
        Ask centred = under(under(ASK.y("age", "volume"), "center", "age"), "standardize", "age");
        assertThat(components(centred, SYNTHETIC).eigenvalues()).isEqualTo(plain.eigenvalues());
    }

    @Trials(30)
    void isThatOfThePooledRows(RandomGenerator random) {
        Ask ask = under(ASK.y("volume", "load", "age"), "log", "load", "age");
        Splits.sameAsPooled(under(ask, "exp", "volume"), SYNTHETIC, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = under(ASK.y("volume", "load"), "exp", "volume");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void refusesLogarithmsOfWhatIsNotPositive() {
        Cohort cohort = Cohort.rows(3).number("x", 1, 0, 2).number("y", 1, 2, 3).build();
        Refusals.refused(
                under(ASK.y("x", "y"), "log", "x"),
                cohort,
                ErrorCode.PRECONDITION,
                "log(x)",
                "'x' must be greater than 0");
    }

    @Test
    void refusesExponentialsWithoutAUsableBound() {
        Refusals.refused(
                under(ASK.y("age", "volume"), "exp", "age"),
                SYNTHETIC,
                ErrorCode.NO_BOUND,
                "exp(age)",
                "'age' is 128.0",
                "32.0 or less");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        ErrorCode invalid = ErrorCode.INVALID_PARAMETER;
        Refusals.refused(
                under(ASK.y("age"), "log", "volume"), SYNTHETIC, invalid, "'volume'", "age");
        Refusals.refused(under(ASK.y("age"), "sqrt", "age"), SYNTHETIC, invalid, "'sqrt'", "log");
        Refusals.refused(
                ASK.y("age").with("data_transformation", "log"), SYNTHETIC, invalid, "an object");
        Refusals.refused(
                under(ASK.y("constant"), "standardize", "constant"),
                SYNTHETIC,
                ErrorCode.PRECONDITION,
                "constant");
    }
}
