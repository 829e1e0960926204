package koinon.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import koinon.cli.terminal.TextTable.Column;
import koinon.cli.terminal.TextTable.Side;
import org.junit.jupiter.api.Test;

final class TextTableTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("Name", Side.LEFT), new Column("n", Side.RIGHT));

    @Test
    void putsTextLeftAndNumbersRight() {
        assertThat(
                        TextTable.lines(
                                COLUMNS, List.of(List.of("Zürich", "7"), List.of("Genf", "1234"))))
                .containsExactly("Name       n", "──────  ────", "Zürich     7", "Genf    1234");
    }

    @Test
    void countsWideAndCombiningLetters() {
        assertThat(TextTable.width("東京")).isEqualTo(4);
        assertThat(TextTable.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void letsNoForeignTextMoveTheCursor() {
        assertThat(TextTable.lines(COLUMNS, List.of(List.of("a\u001b[2Jb\nc", "1"))).getLast())
                .isEqualTo("a?[2Jb?c  1");
    }
}
