package koinon.stats.elementary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogGammaTest {
    /** R: lfactorial. */
    @Test
    void isThatOfR() {
        near(0, 0);
        near(1, 0);
        near(2, 0.6931471805599453);
        near(20, 42.335616460753485);
        near(127, 491.553448223298);
        near(128, 496.40547848721764);
        near(1e6, 12815518.384658169);
        near(1e12, 26631021115943.28);
    }

    @Test
    void growsByALogarithmAtATime() {
        for (int n = 2; n < 400; n++) {
            double step = LogGamma.ofFactorial(n) - LogGamma.ofFactorial(n - 1);
            assertThat(Math.abs(step - Math.log(n)))
                    .isLessThan(4 * Math.ulp(LogGamma.ofFactorial(n)));
        }
    }

    /** R: lgamma. */
    @Test
    void takesFractions() {
        double[][] cases = {
            {1e-3, 6.907178885383853},
            {0.5, 0.5723649429247001},
            {1, 0},
            {2.5, 0.2846828704729192},
            {19.9, 39.04308858123621},
            {1234.5, 7550.550901077894}
        };
        for (double[] pair : cases) {
            double error = Math.abs(LogGamma.of(pair[0]) - pair[1]);
            assertThat(error).isLessThan(2e-14 + 1e-15 * pair[1]);
        }
    }

    private static void near(double n, double expected) {
        assertThat(Math.abs(LogGamma.ofFactorial(n) - expected))
                .isLessThanOrEqualTo(4e-16 * expected);
    }
}
