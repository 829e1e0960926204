package koinon.model.exact;

/**
 * One statistic of a site's own aggregate, before the gate has seen it.
 *
 * @param key what it is, unique within the answer, for example {@code mean/lefthippocampus/edsd0}
 * @param value NaN where the statistic is undefined
 */
public record SiteCell(String key, double value, Support support) {}
