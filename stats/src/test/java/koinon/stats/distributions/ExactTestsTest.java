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

class ExactTestsTest {
    private static JsonNode golden(String part) throws IOException {
        try (InputStream in =
                ExactTestsTest.class.getResourceAsStream("/golden/exact_tests.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in)).get(part);
        }
    }

    private static double number(JsonNode point, String name) {
        String text = point.get(name).asText();
        return switch (text) {
            case "Inf" -> Double.POSITIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static void near(String what, double actual, double expected, double relative) {
        if (Double.isInfinite(expected) || expected == 0) {
            assertThat(actual).as(what).isEqualTo(expected);
        } else {
            assertThat(actual / expected).as(what).isCloseTo(1, within(relative));
        }
    }

    @Test
    void rangeIsWhatQuadratureGives() throws IOException {
        for (JsonNode point : golden("ranges")) {
            int k = (int) number(point, "k");
            double df = number(point, "df");
            double tail = new StudentizedRange(k, df).survival(number(point, "q"));
            // R's lgamma at 5e4 degrees of freedom has an error of 2e-11 itself.
            near(point.toString(), tail, number(point, "survival"), 5e-11);
            if (df >= 10 && df < 1e4 && tail > 1e-9) {
                near(point.toString(), tail, number(point, "ptukey"), 5e-7);
            }
        }
    }

    /** With two means the range is √2 |t|. */
    @Test
    void rangeOfTwoIsStudents() {
        for (double df : new double[] {1, 4, 30, 1000}) {
            for (double q : new double[] {0.1, 2, 9, 60, 70}) {
                double twice = new StudentT(df).twoSided(q / Math.sqrt(2));
                near(df + " at " + q, new StudentizedRange(2, df).survival(q), twice, 1e-11);
            }
        }
    }

    @Test
    void rangeKnowsItsQuantilesAndItsEnds() {
        StudentizedRange range = new StudentizedRange(4, 22.5);
        for (double p : new double[] {1e-12, 0.01, 0.05, 0.5, 0.999}) {
            near("p " + p, range.survival(range.upperQuantile(p)), p, 1e-11);
        }
        assertThat(range.survival(0)).isEqualTo(1);
        assertThat(range.survival(Double.POSITIVE_INFINITY)).isZero();
        assertThat(range.upperQuantile(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(range.upperQuantile(1)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new StudentizedRange(1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> range.upperQuantile(2));
    }

    /** R's series stops when a term is below 1e-12: that much of 1 is what it promises. */
    @Test
    void shiftedTailsAgreeWithR() throws IOException {
        for (JsonNode point : golden("shifted")) {
            NoncentralT law = new NoncentralT(number(point, "df"));
            double t = number(point, "t");
            double delta = number(point, "delta");
            assertThat(law.cumulative(t, delta))
                    .as(point.toString())
                    .isCloseTo(number(point, "cumulative"), within(2e-12));
            assertThat(law.survival(t, delta))
                    .as(point.toString())
                    .isCloseTo(number(point, "survival"), within(2e-12));
        }
    }

    @Test
    void shiftZeroIsStudents() {
        for (double df : new double[] {1, 5, 200}) {
            for (double t : new double[] {-4, -0.5, 0, 1, 6}) {
                NoncentralT law = new NoncentralT(df);
                near("t", law.survival(t, 0), new StudentT(df).survival(t), 1e-11);
                near("t", law.cumulative(t, 0), new StudentT(df).cumulative(t), 1e-11);
            }
        }
    }

    /** Both integrals, over s and over z, and far beyond where R stops. */
    @Test
    void shiftsAreFoundAgain() {
        for (double df : new double[] {1, 3, 29, 31, 268, 1123, 1e6}) {
            for (double t : new double[] {-2000, -3, 0, 0.4, 7, 60, 1767, 1e7}) {
                NoncentralT law = new NoncentralT(df);
                near("upper", law.survival(t, law.noncentrality(t, 0.025)), 0.025, 1e-9);
                near("lower", law.cumulative(t, law.noncentrality(t, 0.975)), 0.025, 1e-9);
            }
        }
        assertThat(new NoncentralT(3).noncentrality(1, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new NoncentralT(3).noncentrality(1, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatIllegalArgumentException().isThrownBy(() -> new NoncentralT(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoncentralT(3).noncentrality(1, -1));
    }

    /** J(2) = Γ(1) / Γ(½), J(3) = Γ(3/2) / √(3/2), J(4) = Γ(2) / (√2 Γ(3/2)), Γ(½) = √π. */
    @Test
    void biasByHand() {
        near("J(2)", StudentT.biasCorrection(2), 1 / Math.sqrt(Math.PI), 1e-13);
        near("J(4)", StudentT.biasCorrection(4), Math.sqrt(2 / Math.PI), 1e-13);
        near("J(3)", StudentT.biasCorrection(3), Math.sqrt(Math.PI / 6), 1e-13);
        assertThatIllegalArgumentException().isThrownBy(() -> StudentT.biasCorrection(1));
    }

    @Test
    void tablesAgreeWithR() throws IOException {
        for (JsonNode point : golden("tables")) {
            long a = (long) number(point, "a");
            long b = (long) number(point, "b");
            long c = (long) number(point, "c");
            long d = (long) number(point, "d");
            NoncentralHypergeometric law = new NoncentralHypergeometric(a + b, c + d, a + c);
            near("p of " + point, law.twoSided(a), number(point, "p"), 1e-10);
            near("p of " + point, law.twoSided(a), number(point, "r"), 1e-10);
            near("ω of " + point, law.estimate(a), number(point, "estimate"), 1e-10);
            near("lower of " + point, law.lower(a, 0.025), number(point, "lower"), 1e-10);
            near("upper of " + point, law.upper(a, 0.025), number(point, "upper"), 1e-10);
        }
    }

    /** 8 of 8 against 0 of 8: p = 2 / C(16, 8). */
    @Test
    void tableByHand() {
        NoncentralHypergeometric law = new NoncentralHypergeometric(8, 8, 8);
        near("p", law.twoSided(8), 2.0 / 12870, 1e-14);
        assertThat(law.estimate(8)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new NoncentralHypergeometric(0, 5, 3).estimate(0)).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> law.twoSided(9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoncentralHypergeometric(3, 3, 7));
    }

    /** p = 2 / C(1000, 500), about 1e-299. */
    @Test
    void tableKeepsAFarTail() {
        double p = new NoncentralHypergeometric(500, 500, 500).twoSided(500);
        near("p", Math.log(p), Math.log(2) - logChoose(1000, 500), 1e-12);
    }

    private static double logChoose(int n, int k) {
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += Math.log((n - k + i) / (double) i);
        }
        return sum;
    }
}
