package koinon.master.http.exareme;

import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * Status codes and texts of the reference; clients match some of the texts literally, and expect
 * one for every error.
 */
final class ExaremeErrors {
    private static final String INSUFFICIENT =
            "The algorithm could not run with the input provided because there are insufficient"
                    + " data.";
    private static final String MALFORMED = "Algorithm execution request malformed: ";

    private ExaremeErrors() {}

    /** What a client is told. */
    record Answer(int status, String text) {}

    /**
     * The answer to a problem.
     *
     * @param status the native API's
     */
    static Answer answer(int status, KoinonException problem) {
        String text = problem.text();
        if (problem.code() == ErrorCode.MALFORMED_REQUEST && status != 400) {
            // Wrong method, too large, foreign origin: the protocol's own codes say it best.
            return new Answer(status, text);
        }
        return switch (problem.code()) {
            case MALFORMED_REQUEST, INVALID_FILTER -> new Answer(400, MALFORMED + text);
            case UNKNOWN_ALGORITHM -> new Answer(400, text);
            case UNKNOWN_DATA_MODEL,
                    UNKNOWN_DATASET,
                    UNKNOWN_VARIABLE,
                    UNKNOWN_LEVEL,
                    WRONG_TYPE,
                    WRONG_CARDINALITY,
                    INVALID_PARAMETER,
                    PRECONDITION,
                    NOT_CONVERGED,
                    NO_BOUND,
                    REFUSED_BY_POLICY,
                    CANCELLED ->
                    new Answer(460, text);
            case INSUFFICIENT_DATA -> new Answer(461, INSUFFICIENT);
            case SITE_UNREACHABLE -> new Answer(512, text);
            case SITE_TIMED_OUT -> new Answer(513, text);
            case UNKNOWN_EXPERIMENT,
                    TOO_MANY_EXPERIMENTS,
                    SITE_FAILED,
                    INVALID_DATA,
                    INVALID_METADATA,
                    INVALID_INVITATION,
                    NOT_ADMITTED,
                    NAME_TAKEN,
                    INCOMPATIBLE_VERSION,
                    OUT_OF_RESOURCES,
                    INVALID_CONFIGURATION,
                    INTERNAL ->
                    new Answer(500, text);
        };
    }
}
