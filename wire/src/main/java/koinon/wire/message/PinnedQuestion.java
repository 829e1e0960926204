package koinon.wire.message;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import koinon.model.exact.Grid;
import koinon.model.request.Request;

/**
 * A request with the public facts pinned for it.
 *
 * @param grids of the numerical variables of the request, by code
 * @param versions content hash of every requested dataset, by code
 * @param digest of the package that the algorithm came in; empty for a built-in one
 */
public record PinnedQuestion(
        Request request, Map<String, Grid> grids, Map<String, String> versions, String digest) {
    public PinnedQuestion {
        // Sorted: one question, one encoding.
        grids = Collections.unmodifiableMap(new TreeMap<>(grids));
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }
}
