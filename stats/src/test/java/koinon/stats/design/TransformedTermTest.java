package koinon.stats.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.trials.Trials;
import koinon.stats.design.Transformation.Exp;
import koinon.stats.design.Transformation.Log;
import koinon.stats.design.Transformation.Power;
import koinon.stats.design.Transformation.SquareRoot;
import org.junit.jupiter.api.Test;

class TransformedTermTest {
    private static final Grid SIXTEEN = Grid.finest(4);

    private static TransformedTerm term(Grid grid, Transformation... steps) {
        return TransformedTerm.of("x", grid, List.of(steps));
    }

    private static double[] cells(TransformedTerm term, double... x) {
        double[][] out = new double[1][x.length];
        term.fill(new TestBlock(x.length, List.of(x)), 0, out);
        double step = term.grid().step();
        return Arrays.stream(out[0]).map(q -> q * step).toArray();
    }

    @Test
    void isNamedAsInAFormula() {
        assertThat(term(SIXTEEN, new Log()).names()).containsExactly("log(x)");
        assertThat(term(SIXTEEN, new Power(2)).names()).containsExactly("I(x^2)");
        assertThat(term(SIXTEEN, new Power(2), new SquareRoot()).names())
                .containsExactly("sqrt(x^2)");
        assertThat(term(SIXTEEN, new Log(), new Exp()).names()).containsExactly("exp(log(x))");
    }

    /* |x| ≤ 16: exp ≤ 8.9e6 < 2^24; squares ≤ 2^8; log from log(2^-40) = −27.7 up: 2^5. */
    @Test
    void takesItsBoundFromTheVariables() {
        assertThat(term(SIXTEEN, new Exp()).grid()).isEqualTo(Grid.finest(24));
        assertThat(term(SIXTEEN, new Log()).grid()).isEqualTo(Grid.finest(5));
        assertThat(term(SIXTEEN, new Power(2)).grid().log2Bound()).isBetween(8, 9);
        assertThat(term(SIXTEEN, new SquareRoot()).grid().log2Bound()).isBetween(2, 3);
    }

    @Trials(50)
    void isTheFunctionToAStepOfItsGrid(RandomGenerator random) {
        double[] x = random.doubles(200, 0x1p-30, 16).toArray();
        for (List<Transformation> steps :
                List.<List<Transformation>>of(
                        List.of(new Log()),
                        List.of(new Exp()),
                        List.of(new SquareRoot()),
                        List.of(new Power(3)),
                        List.of(new Power(2), new Log()))) {
            TransformedTerm term = TransformedTerm.of("x", SIXTEEN, steps);
            double[] cells = cells(term, x);
            for (int i = 0; i < x.length; i++) {
                double value = x[i];
                for (Transformation step : steps) {
                    value = plain(step, value);
                }
                assertThat(cells[i]).isCloseTo(value, within(term.grid().step()));
            }
        }
    }

    private static double plain(Transformation step, double x) {
        return switch (step) {
            case Log _ -> StrictMath.log(x);
            case Exp _ -> StrictMath.exp(x);
            case SquareRoot _ -> Math.sqrt(x);
            case Power(int exponent) -> StrictMath.pow(x, exponent);
        };
    }

    @Test
    void staysOnItsGridAtTheEndsOfTheBound() {
        for (Transformation step :
                List.of(new Log(), new Exp(), new SquareRoot(), new Power(2), new Power(7))) {
            TransformedTerm term = term(SIXTEEN, step);
            for (double cell : cells(term, 16, -16, 0, 0x1p-40, 0x1p-39)) {
                assertThat(Math.abs(cell)).isLessThanOrEqualTo(term.grid().bound());
            }
        }
    }

    @Test
    void countsTheRowsWithoutAValue() {
        DesignMatrix design =
                DesignMatrix.ofTerms(
                        List.of(
                                new NumericalTerm("x", SIXTEEN),
                                term(SIXTEEN, new Log()),
                                term(SIXTEEN, new Power(2)),
                                term(SIXTEEN, new SquareRoot())));
        double[] x = {1, 0, -1, 1e-300, 0x1p-40};
        UndefinedRows rows = new UndefinedRows(design);
        rows.add(new TestBlock(x.length, List.of(x, x, x, x)));
        assertThat(rows.counts()).containsExactly(3, 1);
        assertThat(rows.merge(rows).counts()).containsExactly(6, 2);
        assertThat(cells(term(SIXTEEN, new Log()), x)).startsWith(0, 0, 0, 0);
        assertThat(design.names()).containsExactly("Intercept", "x", "log(x)", "I(x^2)", "sqrt(x)");
    }

    @Test
    void refusesABoundWithoutAnExponentialAndNamesOneThatHasOne() {
        KoinonException refusal =
                catchThrowableOfType(KoinonException.class, () -> term(Grid.finest(7), new Exp()));
        assertThat(refusal.code()).isEqualTo(ErrorCode.NO_BOUND);
        assertThat(refusal.text()).contains("exp(x)", "'x' is 128.0", "32.0 or less");
        assertThat(term(Grid.finest(40), new Log(), new Exp()).grid().log2Bound())
                .isBetween(40, 41);
    }
}
