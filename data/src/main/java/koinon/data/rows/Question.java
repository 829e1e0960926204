package koinon.data.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import koinon.data.columns.ColumnCache;
import koinon.data.load.Version;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
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

    private final RowSource source;
    private final Asked asked;
    private final List<Part> parts;

    private Question(RowSource source, Asked asked, List<Part> parts) {
        this.source = source;
        this.asked = asked;
        this.parts = parts;
    }

    /**
     * Poses a request.
     *
     * @throws koinon.model.KoinonException INVALID_FILTER
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
        Asked asked =
                new Asked(published.model(), filter, request.preprocessing(), new Bounds(grids));
        return new Question(published.rows(), asked, parts);
    }

    @Override
    public List<String> datasets() {
        return parts.stream().map(Part::dataset).toList();
    }

    @Override
    public Rows completeCases(Collection<String> variables) {
        TreeSet<String> names = new TreeSet<>(variables);
        List<Asked.Use> uses = asked.uses(names);
        List<SelectedRows.Segment> segments = new ArrayList<>();
        for (Part part : parts) {
            Selection selection = source.select(part, asked, names, uses);
            segments.add(new SelectedRows.Segment(part, selection));
        }
        return new SelectedRows(asked, source.settings(), segments);
    }

    @Override
    public LocalData only(String dataset) {
        List<Part> one = parts.stream().filter(part -> part.dataset().equals(dataset)).toList();
        return new Question(source, asked, one);
    }
}
