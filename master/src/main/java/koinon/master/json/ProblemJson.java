package koinon.master.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import koinon.model.ErrorCode;

/** RFC 9457 problem documents, with the code and who can mend it. */
public final class ProblemJson {
    private ProblemJson() {}

    public static ObjectNode write(ErrorCode code, int status, String detail) {
        String words = code.name().toLowerCase(Locale.ROOT);
        return Json.object()
                .put("type", "urn:koinon:problem:" + words.replace('_', '-'))
                .put("title", title(words))
                .put("status", status)
                .put("detail", detail)
                .put("code", code.name())
                .put("blame", OutcomeJson.lower(code.blame()));
    }

    private static String title(String words) {
        String spaced = words.replace('_', ' ');
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }

    /** The HTTP status that goes with a code. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case MALFORMED_REQUEST -> 400;
            case UNKNOWN_EXPERIMENT -> 404;
            case CANCELLED, NAME_TAKEN, INCOMPATIBLE_VERSION -> 409;
            case TOO_MANY_EXPERIMENTS -> 429;
            case UNKNOWN_ALGORITHM,
                    UNKNOWN_DATA_MODEL,
                    UNKNOWN_DATASET,
                    UNKNOWN_VARIABLE,
                    UNKNOWN_LEVEL,
                    WRONG_TYPE,
                    WRONG_CARDINALITY,
                    INVALID_PARAMETER,
                    INVALID_FILTER,
                    PRECONDITION,
                    NOT_CONVERGED,
                    NO_BOUND ->
                    422;
            case INSUFFICIENT_DATA, REFUSED_BY_POLICY, INVALID_INVITATION, NOT_ADMITTED -> 403;
            case SITE_FAILED, INVALID_DATA, INVALID_METADATA -> 502;
            case SITE_UNREACHABLE, OUT_OF_RESOURCES -> 503;
            case SITE_TIMED_OUT -> 504;
            case INVALID_CONFIGURATION, INTERNAL -> 500;
        };
    }
}
