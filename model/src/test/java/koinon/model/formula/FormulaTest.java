package koinon.model.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a                                | 1 + a
                    y ~ a + b                        | y ~ 1 + a + b
                    ~ a                              | 1 + a
                    a*b                              | 1 + a + b + a:b
                    b:a + a:b                        | 1 + b:a
                    a:b + a                          | 1 + a + a:b
                    a*b*c - a:b:c                    | 1 + a + b + c + a:b + a:c + b:c
                    (a+b+c)^2                        | 1 + a + b + c + a:b + a:c + b:c
                    (a + b) ** 2 - b                 | 1 + a + a:b
                    (a + b):c                        | 1 + a:c + b:c
                    a - 1                            | 0 + a
                    0 + a                            | 0 + a
                    -1 + a                           | 0 + a
                    a + 0 + 1                        | 1 + a
                    a + a                            | 1 + a
                    a^2                              | 1 + a
                    log(a) + I(b^2)                  | 1 + log(a) + I(b^2)
                    sqrt( exp( a ) )                 | 1 + sqrt(exp(a))
                    I(log(a))                        | 1 + log(a)
                    I(log(a)**3)                     | 1 + I(log(a)^3)
                    C(g)                             | 1 + C(g)
                    C(g, ref='CN')                   | 1 + C(g, ref="CN")
                    C(g, sum)                        | 1 + C(g, coding="sum")
                    C(g, coding="Simple", ref="b a") | 1 + C(g, coding="simple", ref="b a")
                    C(g, ref=2)                      | 1 + C(g, ref="2")
                    3rdventricle + _3rd + v.1        | 1 + 3rdventricle + _3rd + v.1
                    `odd name-1` : b                 | 1 + `odd name-1`:b
                    1                                | 1
                    """)
    void isReadAndWrittenInOneWay(String text, String canonical) {
        Formula formula = Formula.parse(text);
        assertThat(formula).hasToString(canonical);
        assertThat(Formula.parse(formula.toString())).isEqualTo(formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "y ~",
                "a +",
                "a b",
                "a + (b",
                "a)",
                "y ~ x ~ z",
                "y ~ y + a",
                "2",
                "a^0",
                "a^99",
                "sin(a)",
                "log(C(a))",
                "I(a)",
                "I(a^1.5)",
                "C(g, base=1)",
                "C(g, poly)",
                "a / b",
                "a %in% b",
                "a | b",
                "`a",
                "log(a",
                "system(\"rm\")",
                "a:b:c:d:e:f:g:h:i"
            })
    void refusesWhatIsNoFormula(String text) {
        assertThatThrownBy(() -> Formula.parse(text))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER));
    }

    @Test
    void saysWhereItWentWrong() {
        assertThatThrownBy(() -> Formula.parse("a + * b"))
                .hasMessageContaining("name of a variable")
                .hasMessageContaining("character 5");
    }

    @Test
    void endsSoonWhateverItIsGiven() {
        String wide = "(" + "a+".repeat(300) + "b)^10";
        String many =
                "(" + String.join("+", java.util.Collections.nCopies(30, "x")) + "+p+q+r+s+t)^9";
        String deep = "(".repeat(500) + "a" + ")".repeat(500);
        String nested = "log(".repeat(500) + "a" + ")".repeat(500);
        assertThat(Formula.parse(wide).effects()).hasSize(3);
        assertThatThrownBy(() -> Formula.parse(deep)).isInstanceOf(KoinonException.class);
        assertThatThrownBy(() -> Formula.parse(nested)).isInstanceOf(KoinonException.class);
        assertThat(Formula.parse(many).effects()).hasSizeLessThan(500);
        assertThatThrownBy(() -> Formula.parse("a+".repeat(3000) + "a"))
                .hasMessageContaining("4000 characters");
    }

    @Test
    void knowsItsVariables() {
        assertThat(Formula.parse("y ~ b*log(a) + C(g, ref='x') + I(a^2)").variables())
                .containsExactly("b", "a", "g");
        assertThat(Formula.sum(List.of("b", "3 x")).toString()).isEqualTo("1 + b + `3 x`");
        assertThat(Formula.crossed(List.of("a", "b c")).toString())
                .isEqualTo("1 + a + `b c` + a:`b c`");
    }
}
