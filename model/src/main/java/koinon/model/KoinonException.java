package koinon.model;

import org.jspecify.annotations.Nullable;

/**
 * An expected failure: its code says what kind, its message what was wrong, where, and what would
 * be right. A message never contains a value from a row.
 */
public final class KoinonException extends RuntimeException {
    private final ErrorCode code;

    public KoinonException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public KoinonException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
