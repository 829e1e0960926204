package koinon.wire.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;

/** Failures on their way over the wire and back, and in words fit for a log. */
final class Reasons {
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("koinon-code", Metadata.ASCII_STRING_MARSHALLER);
    private static final int LONGEST = 300;

    /** What the transport says of every broken connection; its cause says more. */
    private static final String TRANSPORT = "io exception";

    private Reasons() {}

    static Status status(KoinonException failure) {
        Status status =
                switch (failure.code()) {
                    case NOT_ADMITTED -> Status.UNAUTHENTICATED;
                    case INVALID_INVITATION, NAME_TAKEN -> Status.PERMISSION_DENIED;
                    case MALFORMED_REQUEST -> Status.INVALID_ARGUMENT;
                    case OUT_OF_RESOURCES -> Status.RESOURCE_EXHAUSTED;
                    default -> Status.FAILED_PRECONDITION;
                };
        return status.withDescription(failure.text());
    }

    static Metadata trailers(KoinonException failure) {
        Metadata trailers = new Metadata();
        trailers.put(CODE, failure.code().name());
        return trailers;
    }

    /** Whether the master knows us and does not want us. */
    static boolean refused(Status status) {
        return status.getCode() == Status.Code.UNAUTHENTICATED
                || status.getCode() == Status.Code.PERMISSION_DENIED;
    }

    /** What the master answered to a call, or why it did not. */
    static KoinonException failure(Status status, @Nullable Metadata trailers, String master) {
        String sent = trailers == null ? null : trailers.get(CODE);
        String text = text(status);
        if (sent != null) {
            return new KoinonException(code(sent), text);
        }
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED ->
                    new KoinonException(
                            ErrorCode.SITE_TIMED_OUT,
                            "the master at " + master + " did not answer");
            case UNAVAILABLE ->
                    new KoinonException(
                            ErrorCode.SITE_UNREACHABLE,
                            "the master at " + master + " cannot be reached: " + text);
            default ->
                    new KoinonException(
                            ErrorCode.SITE_FAILED, "the master at " + master + " failed: " + text);
        };
    }

    /** Description and deepest cause, printable and short: both may come from a stranger. */
    static String text(Status status) {
        String text = description(status);
        Throwable cause = status.getCause();
        if (cause != null) {
            Throwable deepest = deepest(cause);
            String message = deepest.getMessage();
            String said = message == null ? deepest.getClass().getSimpleName() : message;
            text = text.equals(TRANSPORT) ? said : text + ": " + said;
        }
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST);
    }

    /** Its first line; in others the transport describes its own pipeline. */
    private static String description(Status status) {
        String description = status.getDescription();
        return description == null || description.isBlank()
                ? status.getCode().name()
                : description.lines().findFirst().orElseThrow();
    }

    private static Throwable deepest(Throwable cause) {
        Throwable deepest = cause;
        for (int depth = 0; depth < 20; depth++) {
            Throwable next = deepest.getCause();
            if (next == null) {
                break;
            }
            deepest = next;
        }
        return deepest;
    }

    private static ErrorCode code(String name) {
        try {
            return ErrorCode.valueOf(name);
        } catch (IllegalArgumentException newer) {
            return ErrorCode.SITE_FAILED;
        }
    }
}
