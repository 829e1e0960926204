package koinon.model.result;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One site's own aggregate after its gate (blueprint D1): statistics by key, each known, undefined
 * or suppressed.
 */
public record SiteRelease(String site, SortedMap<String, Statistic> cells) {
    public SiteRelease {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /** The statistic of a key; undefined when the site sent none. */
    public Statistic cell(String key) {
        Statistic cell = cells.get(key);
        return cell == null ? new Statistic.Undefined("not sent by this site") : cell;
    }
}
