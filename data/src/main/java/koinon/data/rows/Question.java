package koinon.data.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import koinon.data.columns.ColumnCache;
import koinon.data.columns.Kind;
import koinon.data.load.Version;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;
import koinon.model.request.CanonicalForm;
import koinon.model.request.Filter;
import koinon.model.request.FilterValidator;
import koinon.model.request.Request;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * A request at one site, over the versions that were published when it was asked. Codes of the
 * variable {@code dataset} are positions in the request's sorted list of datasets, also of those
 * that other sites hold.
 */
public final class Question implements LocalData {
    /**
     * What the request is asked of.
     *
     * @param datasets published versions by dataset, of the request's data model
     */
    public record Published(
            DataModel model,
            SortedMap<String, Version> datasets,
            ColumnCache cache,
            RowSource rows) {}

    private final DataModel model;
    private final RowSource source;
    private final Asked asked;
    private final List<Part> parts;

    private Question(DataModel model, RowSource source, Asked asked, List<Part> parts) {
        this.model = model;
        this.source = source;
        this.asked = asked;
        this.parts = parts;
    }

    private record Asked(Filter filter, Bounds bounds) {}

    /**
     * Poses a request.
     *
     * @throws KoinonException INVALID_FILTER
     */
    public static Question of(Request request, Map<String, Grid> grids, Published published) {
        Filter filter =
                CanonicalForm.of(FilterValidator.validate(request.filter(), published.model()));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < request.datasets().size(); i++) {
            String dataset = request.datasets().get(i);
            Version version = published.datasets().get(dataset);
            if (version != null) {
                parts.add(new Part(published.cache(), published.model(), version, dataset, i));
            }
        }
        return new Question(
                published.model(), published.rows(), new Asked(filter, new Bounds(grids)), parts);
    }

    @Override
    public List<String> datasets() {
        return parts.stream().map(Part::dataset).toList();
    }

    @Override
    public Rows completeCases(Collection<String> variables) {
        TreeSet<String> names = new TreeSet<>(variables);
        names.forEach(this::analysable);
        List<SelectedRows.Segment> segments = new ArrayList<>();
        for (Part part : parts) {
            Selection selection = source.select(part, asked.filter(), names, asked.bounds());
            segments.add(new SelectedRows.Segment(part, selection));
        }
        return new SelectedRows(this, source.settings(), segments);
    }

    @Override
    public LocalData only(String dataset) {
        List<Part> one = parts.stream().filter(part -> part.dataset().equals(dataset)).toList();
        return new Question(model, source, asked, one);
    }

    Bounds bounds() {
        return asked.bounds();
    }

    /**
     * A variable that can be analysed.
     *
     * @throws KoinonException UNKNOWN_VARIABLE or WRONG_TYPE
     */
    Variable analysable(String name) {
        Variable variable = model.require(name);
        if (!name.equals(DataModel.DATASET) && Kind.of(variable) == Kind.TEXT) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE,
                    "variable '" + name + "' is free text: it can be filtered, not analysed");
        }
        return variable;
    }
}
