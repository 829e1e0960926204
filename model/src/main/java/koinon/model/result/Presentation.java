package koinon.model.result;

import java.util.List;

/** Tables and plots in the order in which a reader wants them. */
public record Presentation(List<Table> tables, List<Plot> plots) {
    public Presentation {
        tables = List.copyOf(tables);
        plots = List.copyOf(plots);
    }
}
