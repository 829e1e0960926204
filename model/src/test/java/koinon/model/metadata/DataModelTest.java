package koinon.model.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.junit.jupiter.api.Test;

class DataModelTest {
    private static final Variable DATASET = variable("dataset");

    @Test
    void listsVariablesInTheOrderOfTheTree() {
        Group inner = new Group("g", "G", List.of(variable("c")), List.of());
        Group root = new Group("m", "M", List.of(DATASET, variable("a")), List.of(inner));
        DataModel model = new DataModel("m", "1", false, root);
        assertThat(model.variables())
                .extracting(Variable::code)
                .containsExactly("dataset", "a", "c");
        assertThat(model.id()).isEqualTo("m:1").isEqualTo(model.toString());
        assertThat(model.require("c").code()).isEqualTo("c");
        assertThat(model.patient()).isEmpty();
    }

    @Test
    void refusesACodeThatStandsTwiceEvenInAnotherGroup() {
        Group inner = new Group("g", "G", List.of(variable("a")), List.of());
        Group root = new Group("m", "M", List.of(DATASET, variable("a")), List.of(inner));
        assertThatThrownBy(() -> new DataModel("m", "1", false, root))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA))
                .hasMessageContaining("'a' stands twice");
    }

    @Test
    void refusesATreeWithoutTheVariableDataset() {
        Group root = new Group("m", "M", List.of(variable("a")), List.of());
        assertThatThrownBy(() -> new DataModel("m", "1", false, root))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA));
    }

    @Test
    void anUnknownVariableIsNamedShortly() {
        DataModel model =
                new DataModel("m", "1", false, new Group("m", "M", List.of(DATASET), List.of()));
        assertThatThrownBy(() -> model.require("x".repeat(1 << 20)))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE);
                            assertThat(e.text()).hasSizeLessThan(200);
                        });
    }

    @Test
    void knowsThePatientVariable() {
        Group root = new Group("m", "M", List.of(DATASET, variable("subjectid")), List.of());
        assertThat(new DataModel("m", "1", true, root).patient())
                .map(Variable::code)
                .contains("subjectid");
    }

    @Test
    void cannotBeChangedFromOutside() {
        DataModel model =
                new DataModel("m", "1", false, new Group("m", "M", List.of(DATASET), List.of()));
        assertThatThrownBy(() -> model.variables().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRangeHoldsItsEndsAndRefusesNonsense() {
        assertThat(new Range(0, 30).contains(30)).isTrue();
        assertThat(new Range(0, 30).contains(Double.NaN)).isFalse();
        assertThat(Range.UNBOUNDED.bounded()).isFalse();
        assertThatThrownBy(() -> new Range(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Range(Double.NaN, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVariableNeedsACode() {
        assertThatThrownBy(() -> variable(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Variable variable(String code) {
        return new Variable(
                code, code, "", SqlType.REAL, false, List.of(), Range.UNBOUNDED, "", "");
    }
}
