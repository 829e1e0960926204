package koinon.model.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({"1,1", "-2.50,-2.5", "+3,3", ".5,0.5", "7.,7", "1e3,1000", "' 4 ',4", "25.0,25"})
    void readsDecimals(String text, double value) {
        assertThat(NumberText.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "NaN",
                "inf",
                "Infinity",
                "0x10",
                "1d",
                "1_000",
                "1,5",
                "1e400",
                "--1",
                "1e",
                "٣",
                "NULL",
                "1 2"
            })
    void refusesEverythingElse(String text) {
        assertThat(NumberText.parse(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "-0.0,0", "2.5,2.5", "1e20,1.0E20"})
    void writesTheShortestText(double value, String text) {
        assertThat(NumberText.format(value)).isEqualTo(text);
    }
}
