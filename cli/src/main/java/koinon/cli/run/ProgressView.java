package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import koinon.cli.terminal.Terminal;

/**
 * Shows how far an experiment is, on the error stream: on a terminal a bar for the round and a line
 * per site, redrawn in place; elsewhere one line for each change.
 */
final class ProgressView {
    private static final int BAR = 24;
    private static final int MOST_SITES = 20;

    private final Terminal terminal;
    private int drawn;
    private String last = "";

    ProgressView(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(JsonNode experiment) {
        JsonNode progress = experiment.path("progress");
        int round = progress.path("round").asInt();
        List<String> lines =
                round == 0
                        ? List.of(experiment.path("state").asText())
                        : lines(round, progress, terminal.redraws());
        String text = String.join(terminal.redraws() ? "\n" : ", ", lines);
        if (text.equals(last)) {
            return;
        }
        last = text;
        if (terminal.redraws()) {
            terminal.redraw(drawn, lines);
            drawn = lines.size();
        } else {
            terminal.err(text);
        }
    }

    /** Takes what was drawn away, so that the result stands alone. */
    void clear() {
        if (terminal.redraws()) {
            terminal.redraw(drawn, List.of());
            drawn = 0;
        }
    }

    private List<String> lines(int round, JsonNode progress, boolean bars) {
        JsonNode sites = progress.path("sites");
        int answered = 0;
        for (JsonNode site : sites) {
            answered += site.path("state").asText().equals("answered") ? 1 : 0;
        }
        String title = progress.path("title").asText("");
        String head =
                "round "
                        + round
                        + (title.isBlank() ? "" : " (" + Terminal.clean(title) + ")")
                        + (bars ? "  " + bar(answered, sites.size()) + "  " : ": ")
                        + answered
                        + " of "
                        + sites.size()
                        + " sites answered";
        List<String> lines = new ArrayList<>(List.of(head));
        for (JsonNode site : sites) {
            if (lines.size() <= MOST_SITES) {
                lines.add(site(site, bars));
            }
        }
        return lines;
    }

    private static String site(JsonNode site, boolean bars) {
        String name = Terminal.clean(site.path("name").asText());
        String state = Terminal.clean(site.path("state").asText());
        if (!bars) {
            return name + " " + state;
        }
        String sign =
                switch (state) {
                    case "answered" -> "✓";
                    case "computing" -> "●";
                    default -> "○";
                };
        return "  " + sign + " " + name + "  " + state;
    }

    private static String bar(int done, int all) {
        int filled = all == 0 ? 0 : BAR * done / all;
        return "█".repeat(filled) + "░".repeat(BAR - filled);
    }
}
