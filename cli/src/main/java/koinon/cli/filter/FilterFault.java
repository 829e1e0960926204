package koinon.cli.filter;

import koinon.cli.command.Misuse;
import koinon.cli.terminal.Terminal;

/**
 * What is wrong with a filter, and where.
 *
 * @param at position in the text, counted from 0
 */
record FilterFault(String message, String text, int at) {
    private static final int WINDOW = 60;

    /** The error: a sentence, the text around the place, and a caret below it. */
    Misuse misuse() {
        if (text.isEmpty()) {
            return new Misuse("--filter: " + message);
        }
        int from = Math.max(0, at - WINDOW);
        int to = Math.min(text.length(), at + WINDOW);
        String before = (from > 0 ? "…" : "") + Terminal.clean(text.substring(from, at));
        String after = Terminal.clean(text.substring(at, to)) + (to < text.length() ? "…" : "");
        return new Misuse(
                "--filter, character "
                        + (at + 1)
                        + ": "
                        + message
                        + "\n  "
                        + before
                        + after
                        + "\n  "
                        + " ".repeat(before.length())
                        + "^");
    }
}
