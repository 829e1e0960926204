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

    private static List<String> linear(String actual, String golden) {
        return compared("linear_regression", actual, golden);
    }

    private static List<String> compared(String algorithm, String actual, String golden) {
        return GoldenComparison.differences(algorithm, Api.parse(actual), Api.parse(golden));
    }
}
