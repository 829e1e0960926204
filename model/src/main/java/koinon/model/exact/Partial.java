package koinon.model.exact;

/**
 * What a local step returns. Additive partials can be summed under masks; mergeable ones (minima,
 * quantiles, a site's own table) can only be released as they are.
 */
public sealed interface Partial permits Additive, Mergeable {}
