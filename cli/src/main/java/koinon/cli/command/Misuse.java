package koinon.cli.command;

/** A command used wrongly: the message says what is wrong and what would be right; exit code 2. */
public final class Misuse extends RuntimeException {
    public Misuse(String message) {
        super(message);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
