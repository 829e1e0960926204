package koinon.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import koinon.cli.api.Json;
import koinon.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultPageTest {
    private static final String EXPERIMENT =
            """
            {"state": "succeeded", "result": {
              "method": "ordinary least squares",
              "warnings": ["one level is left out"],
              "privacy": {"mode": "masked", "text": "Only sums were seen."},
              "rows": {"value": 300},
              "dropped": {"missing": {"value": 3}, "outOfBounds": {"value": 0}},
              "sites": [
                {"name": "Geneva", "participation": "contributed", "reason": "",
                 "rows": {"value": 120}, "dropped": {"missing": {"value": 3}}},
                {"name": "Lyon", "participation": "withheld", "reason": "too few rows",
                 "rows": {"suppressed": "fewer than 10 rows"}, "dropped": {}}],
              "presentation": {"plots": [], "tables": [
                {"title": "Coefficients", "note": "95 % confidence intervals.",
                 "columns": [
                   {"name": "Term", "format": "text", "unit": ""},
                   {"name": "Estimate", "format": "number", "unit": "cm³"},
                   {"name": "n", "format": "count", "unit": ""},
                   {"name": "p", "format": "p_value", "unit": ""},
                   {"name": "Share", "format": "percent", "unit": ""}],
                 "rows": [
                   [{"text": "Intercept"}, {"value": 3.412}, {"value": 300}, {"value": 0.0001},
                    {"value": 0.5}],
                   [{"text": "Age"}, {"value": -0.0186}, {"suppressed": "fewer than 10 rows"},
                    {"value": 0.0342}, {"value": 1}],
                   [{"text": "Other"}, {"undefined": "no rows"}, {"value": 12},
                    {"undefined": "no rows"}, {"value": "Infinity"}]]}]}}}
            """;

    private static final String PAGE =
            """
            Warning: one level is left out

            Coefficients
            Term       Estimate (cm³)             n        p    Share
            ─────────  ──────────────  ────────────  ───────  ───────
            Intercept        3.4120             300  < 0.001   50.0 %
            Age             -0.018600  ‹suppressed›    0.034  100.0 %
            Other                   –            12        –        ∞
            95 % confidence intervals.
            – no rows
            ‹suppressed› fewer than 10 rows

            Method: ordinary least squares
            Privacy: Only sums were seen.
            Rows: 300, dropped: 3 missing

            Site    Took part            Rows  Dropped    Why
            ──────  ───────────  ────────────  ─────────  ────────────
            Geneva  contributed           120  3 missing
            Lyon    withheld     ‹suppressed›             too few rows
            ‹suppressed› fewer than 10 rows
            """;

    @Test
    void printsThePage() {
        PrintStream stream =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, stream, "", true);
        assertThat(String.join("\n", ResultPage.of(Json.received(EXPERIMENT), terminal)) + "\n")
                .isEqualTo(PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "3, 3",
        "1234567, 1234567",
        "12345678, 1.2346e+07",
        "0.00001234567, 1.2346e-05",
        "0.123456, 0.12346",
        "1234.567, 1234.6",
        "123456.7, 123457",
        "-2.5, -2.5",
        "Infinity, ∞"
    })
    void writesFiveDigits(double value, String text) {
        assertThat(NumberText.number(value)).isEqualTo(text);
    }
}
