package koinon.master.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.result.Statistic;

/**
 * What the federation can be asked about, merged from what the workers have published. A snapshot:
 * immutable and consistent in itself.
 */
public interface Catalogue {
    Collection<DataModel> dataModels();

    Optional<DataModel> dataModel(String id);

    /** The data model's file as published, for surfaces that serve the tree unchanged. */
    Optional<String> metadataJson(String dataModelId);

    /** All datasets of a data model, sorted by code. */
    List<Dataset> datasets(String dataModelId);

    /** Grids of the numerical variables of a data model over its datasets (blueprint D2). */
    Map<String, Grid> grids(String dataModelId);

    /** Changes whenever any content does. */
    String version();

    /**
     * What keeps data models or datasets out, for example two workers with different trees of one
     * id or with one dataset code; shown to operators and in the API, never silent.
     */
    List<String> conflicts();

    /**
     * A published dataset.
     *
     * @param worker id of the worker that holds it
     * @param rows suppressed below the site's threshold
     * @param variables codes really present
     */
    record Dataset(
            String dataModel,
            String code,
            String worker,
            String contentHash,
            Statistic rows,
            List<String> variables) {}
}
