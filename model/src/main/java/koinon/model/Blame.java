package koinon.model;

/** Who can mend what went wrong. */
public enum Blame {
    /** The question: its author can change it. */
    ANALYST,
    /** A site: its data, its connection, its time. */
    SITE,
    /** A rule of a data owner: the question may not be answered there. */
    POLICY,
    /** Koinon itself. */
    INTERNAL
}
