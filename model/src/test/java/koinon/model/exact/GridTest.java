package koinon.model.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    @ParameterizedTest
    @CsvSource({"0.5, 0", "1.5, 2", "2.5, 2", "-0.5, 0", "-1.5, -2", "7, 7", "-8, -8", "0.49, 0"})
    void quantiseRoundsHalfToEven(double value, double expected) {
        assertThat(new Grid(0, 3).quantise(value) + 0.0).isEqualTo(expected);
    }

    @Test
    void theBoundItselfIsOnTheGrid() {
        Grid grid = Grid.finest(10);
        assertThat(grid.contains(1024)).isTrue();
        assertThat(grid.contains(-1024)).isTrue();
        assertThat(grid.contains(Math.nextUp(1024.0))).isFalse();
        assertThat(grid.contains(Double.NaN)).isFalse();
        assertThat(grid.contains(Double.POSITIVE_INFINITY)).isFalse();
        assertThat(grid.quantise(1024)).isEqualTo(0x1p43);
        assertThat(grid.quantise(-1024)).isEqualTo(-0x1p43);
    }

    @Trials
    void quantiseIsTheRoundedQuotient(RandomGenerator random) {
        int log2Bound = random.nextInt(-950, 1000);
        Grid grid = new Grid(log2Bound - random.nextInt(44), log2Bound);
        double value = random.nextDouble(-1, 1) * grid.bound();
        BigDecimal quotient =
                new BigDecimal(value)
                        .divide(new BigDecimal(grid.step()))
                        .setScale(0, RoundingMode.HALF_EVEN);
        assertThat(grid.quantise(value)).isEqualTo(quotient.doubleValue());
    }

    @Trials
    void widenDoesNotDependOnTheOrderOfSites(RandomGenerator random) {
        Grid a = grid(random);
        Grid b = grid(random);
        Grid c = grid(random);
        assertThat(a.widen(b)).isEqualTo(b.widen(a));
        assertThat(a.widen(b).widen(c)).isEqualTo(a.widen(b.widen(c)));
        assertThat(a.widen(a)).isEqualTo(a);
    }

    @Trials
    void widenHoldsBothBounds(RandomGenerator random) {
        Grid a = grid(random);
        Grid b = grid(random);
        Grid wide = a.widen(b);
        assertThat(wide.contains(a.bound()) && wide.contains(b.bound())).isTrue();
        assertThat(wide.log2Step()).isGreaterThanOrEqualTo(Math.min(a.log2Step(), b.log2Step()));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "0, 44",
        "-1001, -990",
        "990, 1001",
        "-2147483648, 2147483647",
        "2147483647, -2147483648"
    })
    void refusesWhatDoesNotFitInDoubles(int log2Step, int log2Bound) {
        assertThatThrownBy(() -> new Grid(log2Step, log2Bound))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Grid grid(RandomGenerator random) {
        int log2Bound = random.nextInt(-60, 60);
        return new Grid(log2Bound - random.nextInt(44), log2Bound);
    }
}
