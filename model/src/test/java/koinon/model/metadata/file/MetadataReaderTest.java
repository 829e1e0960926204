package koinon.model.metadata.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataReaderTest {
    private static final String DATASET =
            "{\"code\":\"dataset\",\"sql_type\":\"text\",\"isCategorical\":true}";

    @TempDir Path folder;

    private static String model(String variables) {
        return "{\"code\":\"m\",\"version\":\"0.1\",\"label\":\"M\",\"variables\":["
                + DATASET
                + (variables.isEmpty() ? "" : "," + variables)
                + "]}";
    }

    private static void refused(String json, String... parts) {
        assertThatThrownBy(() -> MetadataReader.parse(json))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
                            assertThat(e.text()).contains(parts);
                        });
    }

    @Test
    void readsTheTree() {
        String json =
                """
                {"code":"m","version":"0.1","label":"M","longitudinal":true,"variables":[
                  {"code":"dataset","sql_type":"text","isCategorical":true,"enumerations":[]}],
                 "groups":[{"code":"g","label":"G","variables":[
                  {"code":"age","label":"Age","sql_type":"int","isCategorical":false,"units":null,
                   "minValue":0,"maxValue":130.0,"unknown":{"a":1}},
                  {"code":"grade","sql_type":"int","isCategorical":true,
                   "enumerations":[{"code":1,"label":"one"},{"code":"2"},{"code":3.0}]}]}]}
                """;
        MetadataFile file = MetadataReader.parse(json);
        DataModel model = file.model();
        assertThat(file.json()).isEqualTo(json);
        assertThat(model.id()).isEqualTo("m:0.1");
        assertThat(model.longitudinal()).isTrue();
        assertThat(model.require("age").range()).isEqualTo(new Range(0, 130));
        assertThat(model.require("age").type()).isEqualTo(SqlType.INT);
        assertThat(model.require("grade").label()).isEqualTo("grade");
        assertThat(model.require("grade").levels())
                .isEqualTo(
                        List.of(new Level("1", "one"), new Level("2", "2"), new Level("3", "3")));
    }

    @Test
    void namesEveryProblemWithItsPath() {
        refused(
                """
                {"version":"0.1","variables":[
                   {"code":"a","sql_type":"varchar"},
                   {"code":"a","sql_type":"real","minValue":"0"},
                   {"code":"b","sql_type":"text","isCategorical":true,
                    "enumerations":[{"code":"x"},{"code":"x"},{"code":true},{}]},
                   {"code":"c","sql_type":"int","isCategorical":"yes"},
                   {"code":"d","sql_type":"int","minValue":3,"maxValue":2},
                   {"code":"e","sql_type":"text","isCategorical":true},
                   17],
                 "groups":[{"variables":{}},null]}
                """,
                "code: must be",
                "variables[0].sql_type",
                "variables[1]: code 'a' stands already at variables[0]",
                "variables[1].minValue: must be a number",
                "variables[2].enumerations[1]: level 'x' stands twice",
                "variables[2].enumerations[2]",
                "variables[2].enumerations[3]",
                "variables[3].isCategorical: must be true or false",
                "variables[4]: minValue is above maxValue",
                "variables[5]: a categorical variable needs enumerations",
                "variables[6]: a variable must be an object",
                "groups[0].code",
                "groups[0].variables: must be a list",
                "groups[1]: a group must be an object",
                "has no variable 'dataset'");
    }

    @Test
    void refusesLevelsThatAreNoNumbersForNumbers() {
        refused(
                model(
                        "{\"code\":\"a\",\"sql_type\":\"int\",\"isCategorical\":true,"
                                + "\"enumerations\":[{\"code\":\"high\"}]}"),
                "variables[1].enumerations[0]: a level of a variable with numbers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "17",
                "{",
                "{\"code\":\"m\"} x",
                "{\"code\":\"a\",\"code\":\"b\"}",
                "{\"code\":NaN}",
                "<xml/>",
                "\u0000\u0001"
            })
    void refusesWhatIsNotAJsonObject(String json) {
        refused(json, "");
    }

    @Test
    void limitsDepth() {
        String deep = "{\"code\":\"g\",\"groups\":[".repeat(30) + "]}".repeat(30);
        refused(
                "{\"code\":\"m\",\"version\":\"1\",\"variables\":["
                        + DATASET
                        + "],\"groups\":["
                        + deep
                        + "]}",
                "nested deeper");
        refused("[".repeat(100_000), "not a JSON document");
    }

    @Test
    void limitsSizesAndKeepsItsMessageShort() {
        refused(model("{\"code\":\"" + "x".repeat(500) + "\",\"sql_type\":\"int\"}"), "1 to 200");
        String many = "17,".repeat(5_000) + "17";
        assertThatThrownBy(() -> MetadataReader.parse(model(many)))
                .hasMessageContaining("5001 problems")
                .hasMessageContaining("and 4951 more");
        refused(model("{\"code\":\"a\\u0000b\",\"sql_type\":\"int\"}"), "control");
    }

    @Test
    void readsFilesWithAMarkAndNamesTheFileInRefusals() throws IOException {
        Path good = Files.writeString(folder.resolve("good.json"), "\uFEFF" + model(""));
        assertThat(MetadataReader.read(good).model().id()).isEqualTo("m:0.1");
        Path latin = Files.write(folder.resolve("latin.json"), new byte[] {'"', (byte) 0xE9, '"'});
        assertThatThrownBy(() -> MetadataReader.read(latin))
                .hasMessageContaining("latin.json")
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> MetadataReader.read(folder.resolve("none.json")))
                .hasMessageContaining("cannot be read");
    }
}
