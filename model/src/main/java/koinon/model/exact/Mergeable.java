package koinon.model.exact;

/** A partial that cannot be summed; never accepted by secure summation. */
public non-sealed interface Mergeable extends Partial {}
