package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison that lets everything pass would make the golden cases worthless. */
class GoldenComparisonTest {
    @Test
    void numbersMayDifferByTheToleranceAndNoMore() {
        String golden = "{\"coefficients\": [2.0], \"n_obs\": 10}";

        assertThat(linear("{\"coefficients\": [2.000001], \"n_obs\": 10}", golden)).isEmpty();
        assertThat(linear("{\"coefficients\": [2.00001], \"n_obs\": 10}", golden)).hasSize(1);
        assertThat(linear("{\"coefficients\": [null], \"n_obs\": 10}", golden)).hasSize(1);
        assertThat(linear("{\"coefficients\": [2, 3], \"n_obs\": 10}", golden)).hasSize(1);
        assertThat(linear("{\"coefficients\": [2.0], \"n_obs\": 11}", golden)).hasSize(1);
        assertThat(linear("{}", golden)).hasSize(2);
    }

    @Test
    void histogramsAreEqualToTheLastBit() {
        String golden = "{\"histogram\": [{\"counts\": [1, null], \"bins\": [0.1]}]}";

        assertThat(compared("multiple_histograms", golden, golden)).isEmpty();
        assertThat(compared("multiple_histograms", golden.replace("null", "0"), golden)).hasSize(1);
        assertThat(
                        compared(
                                "multiple_histograms",
                                golden.replace("0.1", "0.10000000000000002"),
                                golden))
                .hasSize(1);
    }

    @Test
    void noRecordOfADescriptionIsMissingOrTooMany() {
        String record = "{\"variable\": \"v\", \"dataset\": \"d\", \"data\": {\"mean\": 1.5}}";
        String golden = "{\"variable_based\": [" + record + "]}";

        assertThat(compared("descriptive_stats", golden, golden)).isEmpty();
        assertThat(compared("descriptive_stats", golden.replace("1.5", "null"), golden)).hasSize(1);
        assertThat(compared("descriptive_stats", "{\"variable_based\": []}", golden)).isNotEmpty();
        assertThat(
                        compared(
                                "descriptive_stats",
                                "{\"variable_based\": [" + record + "," + record + "]}",
                                golden))
                .isNotEmpty();
    }

    @Test
    void tinyTailProbabilitiesAreComparedRelatively() {
        String golden =
                "{\"statistic\": [40.5], \"p_value\": [1e-200], \"ci_upper\": \"Infinity\"}";
        String right = "{\"t_stat\": 40.5, \"p\": 1e-200}";

        assertThat(compared("ttest_paired", right, golden)).isEmpty();
        assertThat(compared("ttest_paired", right.replace("1e-200", "0"), golden)).hasSize(1);
        assertThat(compared("ttest_paired", right.replace("1e-200", "1e-199"), golden)).hasSize(1);
        assertThat(compared("ttest_paired", right.replace("40.5", "-40.5"), golden)).hasSize(1);
    }

    @Test
    void effectsOfOneSampleHaveTheSignOfTheTest() {
        String golden = "{\"t_value\": -3.5, \"cohens_d\": 0.5}";

        assertThat(compared("ttest_onesample", "{\"t_stat\": -3.5, \"cohens_d\": -0.5}", golden))
                .isEmpty();
        assertThat(compared("ttest_onesample", "{\"t_stat\": -3.5, \"cohens_d\": 0.5}", golden))
                .hasSize(1);
    }

    @Test
    void limitsAreTextsAndInfiniteOnlyWhereStoredSo() {
        String golden = "{\"ci_lower\": 1.5, \"ci_upper\": \"Infinity\"}";

        assertThat(limits("{\"ci_lower\": \"1.5\", \"ci_upper\": \"Infinity\"}", golden)).isEmpty();
        assertThat(limits("{\"ci_lower\": 1.5, \"ci_upper\": \"Infinity\"}", golden)).hasSize(1);
        assertThat(limits("{\"ci_lower\": \"Infinity\", \"ci_upper\": \"2\"}", golden)).hasSize(2);
    }

    @Test
    void componentsMayPointTheOtherWay() {
        String golden = "{\"n_obs\": 9, \"eigen_vals\": [2], \"eigen_vecs\": [[-0.8, 0.6]]}";
        String right = "{\"n_obs\": 9, \"eigenvalues\": [2], \"eigenvectors\": [[0.8, -0.6]]}";

        assertThat(compared("pca", right, golden)).isEmpty();
        assertThat(compared("pca", right.replace("0.8", "-0.8"), golden)).isNotEmpty();
        assertThat(compared("pca", right.replace(", -0.6", ""), golden)).isNotEmpty();
    }

    @Test
    void termsWithoutDegreesOfFreedomHaveNoTest() {
        String golden =
                """
                {"df": {"a": 1, "Residuals": 9}, "sum_sq": {"a": 2.5, "Residuals": 8.5},
                 "f_stat": {"a": 3, "Residuals": 0}, "f_pvalue": {"a": 0.1, "Residuals": 0}}
                """;
        String right =
                """
                {"terms": ["a", "b", "a:b", "Residuals"], "df": [1, 0, 0, 9],
                 "sum_sq": [2.5, 0, 0, 8.5], "f_stat": [3, null, null, null],
                 "f_pvalue": [0.1, null, null, null]}
                """;

        assertThat(compared("anova", right, golden)).isEmpty();
        assertThat(compared("anova", right.replace("[3, null,", "[3, 0,"), golden)).hasSize(1);
        assertThat(compared("anova", right.replace("[1, 0, 0", "[1, 1, 0"), golden)).hasSize(1);
        assertThat(compared("anova", right.replace("\"a\"", "\"c\""), golden)).isNotEmpty();
    }

    @Test
    void pairsMayBeSwappedAndTheirProbabilitiesBeyondTheCuts() {
        String golden =
                "{\"tuckey_test\": [{\"groupA\": \"a\", \"groupB\": \"b\", \"meanA\": 1, \"meanB\": 3,"
                        + " \"diff\": -2, \"se\": 1, \"t_stat\": -2, \"p_tuckey\": 0.001}]}";
        String right =
                "{\"groupA\": \"b\", \"groupB\": \"a\", \"meanA\": 3, \"meanB\": 1, \"diff\": 2,"
                        + " \"se\": 1, \"t_stat\": 2, \"p_tuckey\": 0.0004}";

        assertThat(compared("anova_oneway", oneWay(right), golden)).isEmpty();
        assertThat(compared("anova_oneway", oneWay(right.replace("0.0004", "0.002")), golden))
                .hasSize(1);
        assertThat(compared("anova_oneway", oneWay(right.replace("2, \"se", "-2, \"se")), golden))
                .hasSize(1);
    }

    private static String oneWay(String pair) {
        String table =
                "n_obs x_label y_label df_residual df_explained ss_residual ss_explained"
                        + " ms_residual ms_explained p_value f_stat";
        return "{\"anova_table\": {\""
                + table.replace(" ", "\": 1, \"")
                + "\": 1}, \"tuckey_test\": ["
                + pair
                + "]}";
    }

    @Test
    void categoriesWithoutRowsDoNotCount() {
        String golden = "{\"class_count\": [9, 5], \"category_count\": [[[0, 9], [2, 3]]]}";

        assertThat(
                        compared(
                                "naive_bayes_categorical_fit",
                                golden.replace("9]", "9, 0]").replace("3]", "3, 0]"),
                                golden))
                .isEmpty();
        assertThat(compared("naive_bayes_categorical_fit", golden.replace("2, 3", "3, 2"), golden))
                .hasSize(1);
    }

    private static List<String> limits(String actual, String golden) {
        return GoldenMeans.limits(Api.parse(actual), Api.parse(golden));
    }

    private static List<String> linear(String actual, String golden) {
        return compared("linear_regression", actual, golden);
    }

    private static List<String> compared(String algorithm, String actual, String golden) {
        return GoldenComparison.differences(algorithm, Api.parse(actual), Api.parse(golden));
    }
}
