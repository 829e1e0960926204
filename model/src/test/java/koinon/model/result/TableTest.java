package koinon.model.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("term", Format.TEXT), new Column("estimate", Format.NUMBER));

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("t", COLUMNS, List.of(List.of(Cell.of("a"))), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells, not 2");
    }

    @Test
    void keepsCellsWithTheirReasons() {
        Table table =
                new Table("t", COLUMNS, List.of(List.of(Cell.of("a"), Cell.of(Double.NaN))), "");
        assertThat(table.rows().getFirst().getLast())
                .isEqualTo(new Cell.Value(new Statistic.Undefined("not defined for these data")));
    }

    @Test
    void aStatisticIsNeverNaN() {
        assertThatThrownBy(() -> new Statistic.Known(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Statistic.of(Double.NaN, "why")).isEqualTo(new Statistic.Undefined("why"));
        assertThat(Statistic.of(Double.POSITIVE_INFINITY).orNaN()).isInfinite();
        assertThat(new Statistic.Suppressed("fewer than 10").orNaN()).isNaN();
    }

    @Test
    void aCellThatASiteDidNotSendIsUndefined() {
        SiteRelease release = new SiteRelease("s", new TreeMap<>());
        assertThat(release.cell("n")).isInstanceOf(Statistic.Undefined.class);
    }
}
