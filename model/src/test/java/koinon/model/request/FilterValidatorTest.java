package koinon.model.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import org.junit.jupiter.api.Test;

class FilterValidatorTest {
    private static final DataModel MODEL =
            new DataModel(
                    "m",
                    "1",
                    false,
                    new Group(
                            "m",
                            "m",
                            List.of(
                                    variable("dataset", SqlType.TEXT, true),
                                    variable("age", SqlType.INT, false),
                                    variable("sex", SqlType.TEXT, true),
                                    variable("grade", SqlType.INT, true)),
                            List.of()));

    private static Variable variable(String code, SqlType type, boolean categorical) {
        List<Level> levels = categorical ? List.of(new Level("1", "one")) : List.of();
        return new Variable(code, code, "", type, categorical, levels, Range.UNBOUNDED, "", "");
    }

    private static Filter equal(String variable, Literal value) {
        return new Comparison(variable, Comparator.EQUAL, value);
    }

    private static void refused(Filter filter, String part) {
        assertThatThrownBy(() -> FilterValidator.validate(filter, MODEL))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILTER))
                .hasMessageContaining(part);
    }

    @Test
    void givesConstantsTheTypeOfTheirVariable() {
        Filter filter =
                new And(
                        List.of(
                                equal("age", new Literal.Text("60")),
                                equal("grade", new Literal.Text("1.0")),
                                new In("sex", List.of(new Literal.Numeric(1)), true),
                                new Between(
                                        "age",
                                        new Literal.Numeric(1),
                                        new Literal.Text("2"),
                                        false),
                                new Missing("sex", true)));
        assertThat(FilterValidator.validate(filter, MODEL))
                .isEqualTo(
                        new And(
                                List.of(
                                        equal("age", new Literal.Numeric(60)),
                                        equal("grade", new Literal.Numeric(1)),
                                        new In("sex", List.of(new Literal.Text("1")), true),
                                        new Between(
                                                "age",
                                                new Literal.Numeric(1),
                                                new Literal.Numeric(2),
                                                false),
                                        new Missing("sex", true))));
    }

    @Test
    void acceptsNoFilter() {
        assertThat(FilterValidator.validate(Filter.all(), MODEL)).isEqualTo(Filter.all());
    }

    @Test
    void refusesUnknownVariables() {
        refused(equal("nonsense", new Literal.Numeric(1)), "nonsense");
        refused(new Missing("x".repeat(1_000_000), true), "...");
    }

    @Test
    void refusesTextsThatAreNoNumbersWithoutRepeatingThem() {
        refused(equal("age", new Literal.Text("1 OR 1=1")), "'age'");
        assertThatThrownBy(() ->
                        FilterValidator.validate(equal("age", new Literal.Text("secret")), MODEL))
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAnEmptyOr() {
        refused(new Or(List.of()), "OR");
    }

    @Test
    void limitsDepthSizeAndLength() {
        Filter deep = new Missing("age", false);
        for (int i = 0; i < 5_000; i++) {
            deep = new And(List.of(deep));
        }
        refused(deep, "deeper");
        refused(new Or(Collections.nCopies(20_000, new Missing("age", true))), "more than");
        refused(equal("sex", new Literal.Text("x".repeat(1_000_000))), "longer");
    }
}
