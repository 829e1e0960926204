package koinon.cli.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import koinon.cli.command.Misuse;
import koinon.model.request.Filter;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import koinon.model.request.Literal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterParserTest {
    private static final Filter OLD =
            new Comparison("age", Comparator.GREATER_OR_EQUAL, new Literal.Numeric(50));

    @Test
    void readsEveryTest() {
        assertThat(
                        FilterParser.parse(
                                "age >= 50 AND (sex = 'F' or sex <> 'it''s') and mmse between 10 and"
                                        + " 3e1 and diag in ('AD', 'MCI') and x is not null"))
                .isEqualTo(
                        new And(
                                List.of(
                                        OLD,
                                        new Or(
                                                List.of(
                                                        text("sex", Comparator.EQUAL, "F"),
                                                        text("sex", Comparator.NOT_EQUAL, "it's"))),
                                        new Between("mmse", number(10), number(30), true),
                                        new In(
                                                "diag",
                                                List.of(
                                                        new Literal.Text("AD"),
                                                        new Literal.Text("MCI")),
                                                true),
                                        new Missing("x", false))));
    }

    @Test
    void andBindsStrongerThanOr() {
        assertThat(FilterParser.parse("a is null or b is null and c is null"))
                .isEqualTo(
                        new Or(
                                List.of(
                                        new Missing("a", true),
                                        new And(
                                                List.of(
                                                        new Missing("b", true),
                                                        new Missing("c", true))))));
    }

    @Test
    void notMovesToTheTests() {
        assertThat(
                        FilterParser.parse(
                                "not (age < 50 or x is null or not y in (1) or z not between 1 and"
                                        + " 2)"))
                .isEqualTo(
                        new And(
                                List.of(
                                        OLD,
                                        new Missing("x", false),
                                        new In("y", List.of(number(1)), true),
                                        new Between("z", number(1), number(2), true))));
    }

    @Test
    void readsNumbersWithSignsAndNamesInQuotes() {
        assertThat(FilterParser.parse("\"odd name\">-.5"))
                .isEqualTo(new Comparison("odd name", Comparator.GREATER, number(-0.5)));
        assertThat(FilterParser.parse("_3rd=+1.5E-2"))
                .isEqualTo(new Comparison("_3rd", Comparator.EQUAL, number(0.015)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    age >=             | 7  | expected a number
                    age >= fifty       | 8  | expected a number
                    >= 50              | 1  | name of a variable
                    50 <= age          | 1  | name of a variable
                    age 50             | 5  | expected =
                    age = 1 age = 2    | 9  | expected 'and'
                    (age = 1           | 9  | expected ')'
                    age in ()          | 9  | expected a number
                    age between 1, 2   | 14 | expected 'and'
                    age not = 1        | 9  | 'between' or 'in'
                    age = 1.2.3        | 7  | not a number
                    age = 1e999        | 7  | not a number
                    age = 'x           | 7  | never closed
                    age = 1; drop      | 8  | means nothing
                    and = 1            | 1  | name of a variable
                    """)
    void namesThePlaceOfAFault(String text, int character, String message) {
        assertThatThrownBy(() -> FilterParser.parse(text))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining("character " + character + ":")
                .hasMessageContaining(message);
    }

    @Test
    void putsACaretBelowThePlace() {
        assertThatThrownBy(() -> FilterParser.parse("age >= and x is null"))
                .hasMessageEndingWith("\n  age >= and x is null\n         ^");
    }

    @Test
    void refusesWhatHasNoEnd() {
        assertThatThrownBy(() -> FilterParser.parse("(".repeat(60) + "a = 1"))
                .hasMessageContaining("nested deeper than 50");
        assertThatThrownBy(() -> FilterParser.parse("a".repeat(200_000)))
                .hasMessageContaining("longer than 100000");
        assertThatThrownBy(() -> FilterParser.parse("  ")).hasMessageContaining("is missing");
    }

    @Test
    void writesTheJsonOfTheApi() {
        assertThat(
                        FilterJson.of(
                                        FilterParser.parse(
                                                "age >= 50 and (d in ('AD') or x is null or m not"
                                                        + " between 1 and 2.5)"))
                                .toString())
                .isEqualTo(
                        """
                        {"condition":"AND","rules":[\
                        {"id":"age","type":"real","operator":"greater_or_equal","value":50},\
                        {"condition":"OR","rules":[\
                        {"id":"d","type":"string","operator":"in","value":["AD"]},\
                        {"id":"x","type":"string","operator":"is_null","value":null},\
                        {"id":"m","type":"real","operator":"not_between","value":[1,2.5]}]}]}\
                        """);
    }

    @Test
    void wrapsASingleRuleIntoAGroup() {
        assertThat(FilterJson.of(FilterParser.parse("sex = '1'")).toString())
                .isEqualTo(
                        "{\"condition\":\"AND\",\"rules\":[{\"id\":\"sex\",\"type\":\"string\","
                                + "\"operator\":\"equal\",\"value\":\"1\"}]}");
    }

    private static Filter text(String variable, Comparator comparator, String value) {
        return new Comparison(variable, comparator, new Literal.Text(value));
    }

    private static Literal number(double value) {
        return new Literal.Numeric(value);
    }
}
