package koinon.testbed.simulation;

import java.util.SortedMap;
import java.util.TreeMap;
import koinon.privacy.Policy;

/**
 * One site of a simulated federation.
 *
 * @param datasets values of the variable {@code v}, whole numbers from -1000 to 1000, NaN where
 *     missing
 */
public record Site(String id, String name, Policy policy, SortedMap<String, double[]> datasets) {
    public Site {
        datasets = new TreeMap<>(datasets);
    }
}
