package koinon.model.catalogue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import koinon.model.exact.Grid;
import koinon.model.result.Statistic;

/** Everything a site has published to one federation; replaces what it announced before. */
public record Announcement(String policy, List<Model> models, List<Dataset> datasets) {
    public Announcement {
        models = List.copyOf(models);
        datasets = List.copyOf(datasets);
    }

    /**
     * A data model.
     *
     * @param metadataJson CDEsMetadata.json as it stands in the site's folder
     */
    public record Model(String id, String metadataJson) {}

    /**
     * A dataset.
     *
     * @param contentHash of the version that is published
     * @param rows suppressed below the site's threshold
     * @param variables codes of the variables really present
     * @param grids bounds and steps of its numerical variables (blueprint D2)
     */
    public record Dataset(
            String dataModel,
            String code,
            String contentHash,
            Statistic rows,
            List<String> variables,
            Map<String, Grid> grids) {
        public Dataset {
            variables = List.copyOf(variables);
            // Sorted: one announcement, one encoding.
            grids = Collections.unmodifiableMap(new TreeMap<>(grids));
        }
    }
}
