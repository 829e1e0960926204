package koinon.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.file.MetadataReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {
    private static final DataModel MODEL =
            MetadataReader.parse(
                            """
                            {"code":"m","version":"1","label":"m","variables":[
                             {"code":"dataset","sql_type":"text","isCategorical":true},
                             {"code":"subjectcode","sql_type":"int"},
                             {"code":"age","sql_type":"int","minValue":0,"maxValue":130},
                             {"code":"volume","sql_type":"real"},
                             {"code":"grade","sql_type":"text","isCategorical":true,
                              "enumerations":[{"code":0},{"code":1},{"code":"n/a"}]}]}
                            """)
                    .model();
    private static final String HEADER = "dataset,subjectcode,age,volume,grade\n";

    @TempDir Path folder;

    private CheckReport check(byte[] bytes) throws IOException {
        return Checker.check(Files.write(folder.resolve("f.csv"), bytes), MODEL);
    }

    private CheckReport check(String text) throws IOException {
        return check(text.getBytes(StandardCharsets.UTF_8));
    }

    private void structural(String text, ProblemCode code) throws IOException {
        CheckReport report = check(text);
        assertThat(report.structural()).isTrue();
        assertThat(report.problems()).extracting(Problem::code).contains(code);
    }

    @Test
    void findsNothingWrongWithAGoodFile() throws IOException {
        CheckReport report = check(HEADER + "a,007,25.0,1e3,1.0\na,8,,,\nb,9, 4 ,-.5,n/a\n");
        assertThat(report.clean()).isTrue();
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void reportsEveryWrongCellWithLineAndColumn() throws IOException {
        CheckReport report =
                check(HEADER + "a,1,x,NaN,2\n\na,\"2\n\",25.5,1_000,0\na,3,131,1e999,1.5\n");
        assertThat(report.problems())
                .extracting(Problem::row, Problem::column, Problem::code)
                .containsExactly(
                        tuple(2L, "age", ProblemCode.WRONG_TYPE),
                        tuple(2L, "volume", ProblemCode.WRONG_TYPE),
                        tuple(2L, "grade", ProblemCode.UNKNOWN_LEVEL),
                        tuple(4L, "age", ProblemCode.WRONG_TYPE),
                        tuple(4L, "volume", ProblemCode.WRONG_TYPE),
                        tuple(6L, "age", ProblemCode.OUT_OF_RANGE),
                        tuple(6L, "volume", ProblemCode.WRONG_TYPE),
                        tuple(6L, "grade", ProblemCode.UNKNOWN_LEVEL));
        assertThat(report.total()).isEqualTo(8);
        assertThat(report.counts()).containsEntry("wrong_type/volume", 3L);
        assertThat(report.structural()).isFalse();
        assertThat(report.summary()).contains("8 problems", "line 6, column age");
    }

    @Test
    void neverRepeatsACell() throws IOException {
        CheckReport report = check(HEADER + "a,1,secret,secret,secret\n");
        assertThat(report.problems()).hasSize(3);
        assertThat(report.toString()).doesNotContain("secret");
    }

    @Test
    void keepsTheFirstProblemsAndCountsAll() throws IOException {
        CheckReport report = check(HEADER + "a,1,x,,\n".repeat(Checker.CAP + 500));
        assertThat(report.problems()).hasSize(Checker.CAP);
        assertThat(report.total()).isEqualTo(Checker.CAP + 500);
    }

    @Test
    void warnsOfWhatIsUnknownOrUnnamed() throws IOException {
        CheckReport report = check("dataset,subjectcode,colour\na,1,red\na,,red\n");
        assertThat(report.clean()).isTrue();
        assertThat(report.warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.UNKNOWN_COLUMN, ProblemCode.MISSING_PATIENT);
        assertThat(check("dataset\na\n").warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.NO_PATIENT_COLUMN);
        assertThat(check("dataset,subjectcode\na,\n").warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.NO_PATIENT_COLUMN);
    }

    @Test
    void refusesFilesThatCannotBeUnderstood() throws IOException {
        structural("", ProblemCode.EMPTY_FILE);
        structural("\n\n", ProblemCode.EMPTY_FILE);
        structural(HEADER, ProblemCode.NO_ROWS);
        structural("age\n1\n", ProblemCode.MISSING_DATASET_COLUMN);
        structural("dataset,age,age\na,1,2\n", ProblemCode.DUPLICATE_COLUMN);
        structural("dataset,\na,1\n", ProblemCode.BLANK_COLUMN);
        structural(HEADER + "a,1\n", ProblemCode.RAGGED_LINE);
        structural(HEADER + "a,1,2,3,1,6\n", ProblemCode.RAGGED_LINE);
        structural(HEADER + ",1,2,3,1\n", ProblemCode.MISSING_DATASET);
        structural(HEADER + "a,1,2,3,\"1\n", ProblemCode.BAD_QUOTES);
        structural(HEADER + "a,1,2,3,\"1\"0\n", ProblemCode.BAD_QUOTES);
        structural(HEADER + "a\0,1,2,3,1\n", ProblemCode.NUL_BYTE);
        structural("x,".repeat(10_000) + "\n", ProblemCode.TOO_MANY_COLUMNS);
        structural(HEADER + "a,1,2,3," + "x".repeat(3 << 20), ProblemCode.LINE_TOO_LONG);
    }

    @Test
    void refusesOtherEncodingsAndBinaries() throws IOException {
        CheckReport latin =
                check((HEADER + "\u00E9,1,2,3,1\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin.problems())
                .extracting(Problem::row, Problem::code)
                .containsExactly(tuple(2L, ProblemCode.WRONG_ENCODING));
        assertThat(check(HEADER.getBytes(StandardCharsets.UTF_16)).structural()).isTrue();
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, (byte) 0xed, (byte) 0xc1};
        assertThat(check(gzip).structural()).isTrue();
    }

    @Test
    void saysWhenAFileCannotBeRead() {
        assertThat(Checker.check(folder.resolve("none.csv"), MODEL).problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.UNREADABLE);
    }
}
