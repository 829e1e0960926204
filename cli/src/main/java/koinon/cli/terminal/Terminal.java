package koinon.cli.terminal;

import java.io.PrintStream;

/**
 * Where a command writes: results to the output, progress and errors to the error stream. Colours
 * and redrawing only on a terminal, and never when {@code NO_COLOR} is set. The launcher tells
 * which streams are terminals ({@code -Dkoinon.terminal=}, letters i, o, e), because asking costs
 * start-up time in Java.
 */
public final class Terminal {
    private static final int USUAL_COLUMNS = 100;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean colours;
    private final boolean redraws;
    private final boolean interactive;

    /**
     * A terminal over two streams.
     *
     * @param kinds letters of the streams that are terminals: i, o, e
     * @param plain whether colours are unwanted
     */
    public Terminal(PrintStream out, PrintStream err, String kinds, boolean plain) {
        this.out = out;
        this.err = err;
        this.colours = kinds.contains("o") && !plain;
        this.redraws = kinds.contains("e") && !plain;
        this.interactive = kinds.contains("i");
    }

    /** That of this process. */
    public static Terminal ofProcess() {
        String noColor = System.getenv("NO_COLOR");
        boolean plain =
                (noColor != null && !noColor.isEmpty()) || "dumb".equals(System.getenv("TERM"));
        return new Terminal(
                System.out, System.err, System.getProperty("koinon.terminal", ""), plain);
    }

    public void out(String line) {
        out.println(line);
    }

    /** Progress and other words about the result rather than the result. */
    public void err(String line) {
        err.println(line);
    }

    /** An error in one line. */
    public void error(String message) {
        err.println((redraws ? "\u001b[31mkoinon:\u001b[0m " : "koinon: ") + message);
    }

    public void trace(Throwable thrown) {
        thrown.printStackTrace(err);
    }

    /** Whether lines on the error stream may be drawn anew. */
    public boolean redraws() {
        return redraws;
    }

    /** Draws lines over those drawn before. */
    public void redraw(int before, Iterable<String> lines) {
        StringBuilder text = new StringBuilder();
        if (before > 0) {
            text.append("\u001b[").append(before).append("A\u001b[J");
        }
        lines.forEach(line -> text.append(line).append('\n'));
        err.print(text);
        err.flush();
    }

    /** Whether a person can be asked. */
    public boolean interactive() {
        return interactive;
    }

    public int columns() {
        String columns = System.getProperty("koinon.columns", "");
        return columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }

    public String bold(String text) {
        return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    public String faint(String text) {
        return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    public String warning(String text) {
        return colours ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    public boolean failed() {
        return out.checkError();
    }

    /** Foreign text without what could move the cursor or change colours. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || isDirection(c) ? '?' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Marks that reverse the order of letters could make a text look like another. */
    private static boolean isDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
