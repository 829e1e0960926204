package koinon.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model formulas, through the algorithms that take them. */
class FormulaTest {
    private static final Ask LINEAR = Ask.of("linear_regression").y("score");
    private static final Ask LOGISTIC =
            Ask.of("logistic_regression").y("gender").with("positive_class", "M");

    private static LinearRegression.Fit linear(String formula, Cohort cohort) {
        return (LinearRegression.Fit) LINEAR.with("formula", formula).pooled(cohort).result();
    }

    @Test
    void multipliesColumnsAsOneWouldByHand() {
        // y = 1 + 2 [g = b] + 3 x + 4 [g = b] x, without an error.
        Cohort cohort =
                Cohort.rows(6)
                        .number("score", 1, 4, 7, 3, 10, 17)
                        .number("x", 0, 1, 2, 0, 1, 2)
                        .factor("g", List.of("a", "b"), "a", "a", "a", "b", "b", "b")
                        .build();
        LinearRegression.Fit fit = linear("g * x", cohort);
        assertThat(fit.terms()).containsExactly("Intercept", "g[b]", "x", "g[b]:x");
        assertThat(fit.coefficients().stream().map(c -> c.estimate().orNaN()))
                .containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @TestFactory
    Stream<DynamicTest> agreeWithR() {
        List<JsonNode> cases = Golden.cases("formulas");
        Stream<DynamicTest> linear =
                Golden.list(cases.get(0)).stream()
                        .map(golden -> {
                            String formula = golden.get("formula").asText();
                            return DynamicTest.dynamicTest(
                                    "score ~ " + formula,
                                    () -> compare(linear(formula, SyntheticCohort.WHOLE), golden));
                        });
        Stream<DynamicTest> logistic =
                Golden.list(cases.get(1)).stream()
                        .map(golden -> {
                            String formula = golden.get("formula").asText();
                            return DynamicTest.dynamicTest(
                                    "gender ~ " + formula,
                                    () -> {
                                        Ask ask = LOGISTIC.with("formula", formula);
                                        LogisticRegression.Fit fit =
                                                (LogisticRegression.Fit)
                                                        ask.pooled(SyntheticCohort.WHOLE).result();
                                        // glm stops where its last step is 1e-7 standard errors.
                                        compare(fit.terms(), fit.coefficients(), golden, 1e-7);
                                    });
                        });
        return Stream.concat(linear, logistic);
    }

    private static void compare(LinearRegression.Fit fit, JsonNode golden) {
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        compare(fit.terms(), fit.coefficients(), golden, 1e-8);
        if (golden.get("f") != null && fit.terms().size() > 1) {
            Golden.near("R²", fit.rSquared(), Golden.one(golden.get("r2")), 1e-9);
            Golden.near("R² adj", fit.adjustedRSquared(), Golden.one(golden.get("adjusted")), 1e-9);
            Golden.near("F", fit.f(), Golden.one(golden.get("f")), 1e-8);
        }
    }

    /** By name: the order of columns is not that of R where numbers meet levels. */
    private static void compare(
            List<String> terms, List<Coefficient> actual, JsonNode golden, double relative) {
        List<String> expected = List.of(Golden.texts(golden.get("terms")));
        assertThat(terms).containsExactlyInAnyOrderElementsOf(expected);
        double[] estimates = Golden.numbers(golden.get("estimates"));
        double[] errors = Golden.numbers(golden.get("errors"));
        for (Coefficient c : actual) {
            int i = expected.indexOf(c.term());
            // An estimate near 0 is as good as its standard error allows.
            assertThat(c.estimate().orNaN())
                    .as(c.term())
                    .isCloseTo(
                            estimates[i],
                            org.assertj.core.data.Offset.offset(
                                    relative * (Math.abs(estimates[i]) + errors[i])));
            Golden.near("error of " + c.term(), c.standardError(), errors[i], relative);
        }
    }

    @Trials
    void giveTheAnswerOfThePooledRows(RandomGenerator random) {
        List<String> formulas =
                List.of(
                        "gender * age + I(age^2)",
                        "log(age):diagnosis + volume",
                        "0 + gender:diagnosis",
                        "C(diagnosis, simple) * age * volume");
        String formula = formulas.get(random.nextInt(formulas.size()));
        Splits.sameAsPooled(LINEAR.with("formula", formula), SyntheticCohort.WHOLE, random);
    }

    @Test
    void takeTwoRounds() {
        assertThat(
                        LINEAR.with("formula", "gender * log(age)")
                                .pooled(SyntheticCohort.WHOLE)
                                .titles())
                .containsExactly("levels in use", "moments");
        assertThat(LINEAR.with("formula", "age * volume").pooled(SyntheticCohort.WHOLE).titles())
                .containsExactly("moments");
    }

    @Test
    void nameWhatIsAliased() {
        LinearRegression.Fit fit = linear("gender + C(gender, sum)", SyntheticCohort.WHOLE);
        assertThat(fit.warnings()).anyMatch(w -> w.startsWith("Aliased"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    age +                      | INVALID_PARAMETER | name of a variable
                    age + nobody               | UNKNOWN_VARIABLE  | nobody
                    log(gender)                | WRONG_TYPE        | numerical
                    C(age)                     | WRONG_TYPE        | categorical
                    C(gender, ref="X")         | UNKNOWN_LEVEL     | M
                    mixture ~ age              | INVALID_PARAMETER | left side
                    age + score                | PRECONDITION      | outcome and covariate
                    C(diagnosis, ref="FTD")    | PRECONDITION      | no analysed row
                    1                          | WRONG_CARDINALITY | 1 to 500
                    exp(far)                   | NO_BOUND          | bound
                    empty                      | NO_BOUND          | empty
                    """)
    void refuseWhatCannotBe(String formula, ErrorCode code, String words) {
        assertThatThrownBy(() -> linear(formula, SyntheticCohort.WHOLE))
                .isInstanceOfSatisfying(
                        KoinonException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void refuseFunctionsThatAreNotDefinedInSomeRow() {
        Cohort cohort = Cohort.rows(3).number("score", 1, 2, 4).number("x", 1, 0, -2).build();
        for (String formula : List.of("log(x)", "sqrt(x)")) {
            assertThatThrownBy(() -> linear(formula, cohort))
                    .hasMessageContaining(formula + " is not defined for some analysed rows");
        }
    }

    @Test
    void codeInteractionsWithoutMainEffectsFully() {
        LinearRegression.Fit bare = linear("gender:diagnosis", SyntheticCohort.WHOLE);
        LinearRegression.Fit whole = linear("gender*diagnosis", SyntheticCohort.WHOLE);
        assertThat(bare.warnings()).isEmpty();
        assertThat(bare.dfModel()).isEqualTo(whole.dfModel());
        Golden.near("R²", bare.rSquared(), whole.rSquared().orNaN(), 1e-12);
    }

    @Test
    void mustAgreeWithTheVariablesNamed() {
        Ask ask = LINEAR.with("formula", "age * gender");
        assertThat(ask.x("gender", "age").pooled(SyntheticCohort.WHOLE))
                .isEqualTo(ask.pooled(SyntheticCohort.WHOLE));
        for (String[] x : Arrays.asList(new String[] {"age"}, new String[] {"age", "volume"})) {
            assertThatThrownBy(() -> ask.x(x).pooled(SyntheticCohort.WHOLE))
                    .hasMessageContaining("leave x empty");
        }
    }

    @Test
    void needAnInterceptWhereTheAlgorithmDoes() {
        assertThatThrownBy(() -> LOGISTIC.with("formula", "0 + age").pooled(SyntheticCohort.WHOLE))
                .hasMessageContaining("intercept");
    }

    @Test
    void tellSumsOfASiteWhereDatasetsInteract() {
        Algorithm linear = Algorithms.builtIn().require("linear_regression");
        assertThat(linear.tellsSites(LINEAR.x("dataset", "age").about(SyntheticCohort.WHOLE)))
                .isFalse();
        for (String formula : List.of("dataset*age", "age:gender:C(dataset)")) {
            Ask ask = LINEAR.with("formula", formula);
            assertThat(linear.tellsSites(ask.about(SyntheticCohort.WHOLE))).isTrue();
        }
        Ask left = Ask.of("linear_regression_cv").y("score").x("age").with("split", "dataset");
        assertThat(
                        Algorithms.builtIn()
                                .require("linear_regression_cv")
                                .tellsSites(left.about(SyntheticCohort.WHOLE)))
                .isTrue();
    }
}
