package koinon.stats.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
    /** Below it the numbers of both sides are subnormal. */
    private static final double TINY = 1e-305;

    private static JsonNode golden() throws IOException {
        try (InputStream in =
                DistributionTest.class.getResourceAsStream("/golden/distributions.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private static Distribution law(JsonNode point) {
        double a = point.get("a").asDouble();
        double b = point.get("b").asDouble();
        return switch (point.get("law").asText()) {
            case "normal" -> Normal.STANDARD;
            case "t" -> new StudentT(a);
            case "chisq" -> new ChiSquared(a);
            case "f" -> new FisherF(a, b);
            default -> throw new IllegalStateException(point.toString());
        };
    }

    /** F with 1e5 degrees of freedom costs a digit on our side. */
    private static double tolerance(JsonNode point) {
        return point.get("law").asText().equals("f") ? 5e-12 : 1e-12;
    }

    private static void assertClose(double actual, JsonNode point, String name) {
        double expected = point.get(name).asDouble();
        if (Math.abs(expected) < TINY) {
            assertThat(Math.abs(actual)).as("%s of %s", name, point).isLessThan(TINY);
        } else {
            assertThat(actual / expected)
                    .as("%s of %s", name, point)
                    .isCloseTo(1, within(tolerance(point)));
        }
    }

    @Test
    void tailsAgreeWithR() throws IOException {
        for (JsonNode point : golden().get("tails")) {
            double x = point.get("x").asDouble();
            assertClose(law(point).cumulative(x), point, "cumulative");
            assertClose(law(point).survival(x), point, "survival");
        }
    }

    @Test
    void quantilesAgreeWithR() throws IOException {
        for (JsonNode point : golden().get("quantiles")) {
            double p = point.get("p").asDouble();
            if (p == 0.5 && law(point).cumulative(0) == 0.5) {
                assertThat(law(point).quantile(p)).isZero();
                continue;
            }
            assertClose(law(point).quantile(p), point, "quantile");
            assertClose(law(point).upperQuantile(p), point, "upper");
        }
    }

    @Test
    void findsQuantilesWhereTheStartIsFarOff() {
        // F(1, 1) is the square of a tangent: F(x) = (2 / pi) atan(sqrt(x))
        double root = StrictMath.tan(Math.PI * 1e-6 / 2);
        assertThat(new FisherF(1, 1).quantile(1e-6) / (root * root)).isCloseTo(1, within(1e-12));
    }

    @Test
    void quantilesKnowTheEnds() {
        assertThat(Normal.STANDARD.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.STANDARD.upperQuantile(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new ChiSquared(3).quantile(0)).isZero();
        assertThat(new FisherF(3, 4).quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void twoSidedDoublesTheTail() {
        assertThat(Normal.STANDARD.twoSided(0)).isEqualTo(1);
        assertThat(Normal.STANDARD.twoSided(-1.959963984540054)).isCloseTo(0.05, within(1e-15));
        assertThat(new StudentT(1).twoSided(-1)).isCloseTo(0.5, within(1e-15));
        assertThat(Normal.STANDARD.twoSided(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Normal.STANDARD.twoSided(Double.NaN)).isNaN();
        assertThat(new StudentT(5).twoSided(Double.NaN)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesBadDegreesOfFreedom(double df) {
        assertThatIllegalArgumentException().isThrownBy(() -> new StudentT(df));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChiSquared(df));
        assertThatIllegalArgumentException().isThrownBy(() -> new FisherF(df, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FisherF(1, df));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWhatIsNoProbability(double p) {
        assertThatIllegalArgumentException().isThrownBy(() -> Normal.STANDARD.quantile(p));
        assertThatIllegalArgumentException().isThrownBy(() -> new StudentT(2).upperQuantile(p));
    }
}
