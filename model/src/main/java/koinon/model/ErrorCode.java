package koinon.model;

/** Every way in which something is refused or fails; stable, so that programs can rely on it. */
public enum ErrorCode {
    /** The request is not well formed: not JSON, a field of the wrong kind, a name too long. */
    MALFORMED_REQUEST(Blame.ANALYST),
    UNKNOWN_ALGORITHM(Blame.ANALYST),
    UNKNOWN_DATA_MODEL(Blame.ANALYST),
    UNKNOWN_DATASET(Blame.ANALYST),
    UNKNOWN_VARIABLE(Blame.ANALYST),
    UNKNOWN_LEVEL(Blame.ANALYST),
    /** A variable of a type or kind that the algorithm does not take. */
    WRONG_TYPE(Blame.ANALYST),
    /** Too many or too few variables. */
    WRONG_CARDINALITY(Blame.ANALYST),
    INVALID_PARAMETER(Blame.ANALYST),
    INVALID_FILTER(Blame.ANALYST),
    UNKNOWN_EXPERIMENT(Blame.ANALYST),
    /** The queue or a limit per user is full. */
    TOO_MANY_EXPERIMENTS(Blame.ANALYST),
    CANCELLED(Blame.ANALYST),
    /**
     * A precondition that pooled, released values show: separation, a single level, n too small.
     */
    PRECONDITION(Blame.ANALYST),
    NOT_CONVERGED(Blame.ANALYST),
    /** A variable that needs a published bound has none. */
    NO_BOUND(Blame.ANALYST),
    /** Nothing left above the threshold at any site. */
    INSUFFICIENT_DATA(Blame.POLICY),
    REFUSED_BY_POLICY(Blame.POLICY),
    SITE_UNREACHABLE(Blame.SITE),
    SITE_TIMED_OUT(Blame.SITE),
    SITE_FAILED(Blame.SITE),
    /** A file or its metadata is not what the data model says. */
    INVALID_DATA(Blame.SITE),
    INVALID_METADATA(Blame.SITE),
    /** Invitation unknown, used, expired or tampered with. */
    INVALID_INVITATION(Blame.SITE),
    /** Certificate foreign, expired or revoked. */
    NOT_ADMITTED(Blame.SITE),
    NAME_TAKEN(Blame.SITE),
    INCOMPATIBLE_VERSION(Blame.SITE),
    /** Not enough disk, memory or time here. */
    OUT_OF_RESOURCES(Blame.INTERNAL),
    INVALID_CONFIGURATION(Blame.INTERNAL),
    INTERNAL(Blame.INTERNAL);

    private final Blame blame;

    ErrorCode(Blame blame) {
        this.blame = blame;
    }

    public Blame blame() {
        return blame;
    }
}
