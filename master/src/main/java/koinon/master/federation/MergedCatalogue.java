package koinon.master.federation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import koinon.master.registry.Catalogue;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.metadata.file.MetadataReader;

/**
 * The catalogue merged from announcements: a data model is kept when all sites agree on its tree
 * (levels of {@code dataset} aside), a dataset when one site alone has its code. What is left out
 * is named in {@link #conflicts}.
 */
final class MergedCatalogue implements Catalogue {
    private final Map<String, Entry> models = new TreeMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private final String version;

    private static final class Entry {
        private final DataModel model;
        private final String json;
        private final String firstSite;
        private final Map<String, Dataset> datasets = new TreeMap<>();
        private final Map<String, Grid> grids = new HashMap<>();

        Entry(DataModel model, String json, String firstSite) {
            this.model = model;
            this.json = json;
            this.firstSite = firstSite;
        }
    }

    /**
     * @param announcements by worker id; the display names are for messages
     */
    MergedCatalogue(
            Map<String, Announcement> announcements, Map<String, String> names, String version) {
        this.version = version;
        Map<String, Announcement> sorted =
                new TreeMap<>(Comparator.comparing(id -> name(names, id)));
        sorted.putAll(announcements);
        sorted.forEach((id, a) -> addModels(name(names, id), a));
        Map<String, String> owners = new HashMap<>();
        sorted.forEach((id, a) -> claim(owners, id, name(names, id), a));
        sorted.forEach((id, a) -> addDatasets(owners, id, a));
    }

    private static String name(Map<String, String> names, String id) {
        return names.getOrDefault(id, id);
    }

    private void addModels(String site, Announcement announcement) {
        for (Announcement.Model m : announcement.models()) {
            try {
                DataModel model = MetadataReader.parse(m.metadataJson()).model();
                Entry known = models.putIfAbsent(m.id(), new Entry(model, m.metadataJson(), site));
                if (known != null && !sameTree(known.model, model)) {
                    conflicts.add(
                            "data model "
                                    + m.id()
                                    + " of "
                                    + site
                                    + " differs from that of "
                                    + known.firstSite
                                    + "; the datasets of "
                                    + site
                                    + " are left out");
                }
            } catch (KoinonException e) {
                conflicts.add("data model " + m.id() + " of " + site + ": " + e.text());
            }
        }
    }

    private static boolean sameTree(DataModel a, DataModel b) {
        return a.longitudinal() == b.longitudinal()
                && withoutDatasets(a.root()).equals(withoutDatasets(b.root()));
    }

    private static Group withoutDatasets(Group group) {
        return new Group(
                group.code(),
                group.label(),
                group.variables().stream().map(MergedCatalogue::withoutDatasets).toList(),
                group.groups().stream().map(MergedCatalogue::withoutDatasets).toList());
    }

    private static Variable withoutDatasets(Variable variable) {
        return variable.code().equals(DataModel.DATASET)
                ? variable.withLevels(List.of())
                : variable;
    }

    /** A code claimed by two sites belongs to neither. */
    private void claim(
            Map<String, String> owners, String id, String site, Announcement announcement) {
        for (Announcement.Dataset d : announcement.datasets()) {
            String key = d.dataModel() + "/" + d.code();
            String before = owners.putIfAbsent(key, id);
            if (before != null && !before.equals(id)) {
                owners.put(key, "");
                conflicts.add(
                        "dataset "
                                + d.code()
                                + " of "
                                + d.dataModel()
                                + " is published by more than one site, "
                                + site
                                + " among them; it is left out");
            }
        }
    }

    private void addDatasets(Map<String, String> owners, String id, Announcement announcement) {
        for (Announcement.Dataset d : announcement.datasets()) {
            Entry entry = models.get(d.dataModel());
            boolean own = id.equals(owners.get(d.dataModel() + "/" + d.code()));
            if (entry == null || !own || !agrees(entry, d.dataModel(), announcement)) {
                continue;
            }
            entry.datasets.put(
                    d.code(),
                    new Dataset(
                            d.dataModel(), d.code(), id, d.contentHash(), d.rows(), d.variables()));
            d.grids().forEach((variable, grid) -> entry.grids.merge(variable, grid, Grid::widen));
        }
    }

    private static boolean agrees(Entry entry, String modelId, Announcement announcement) {
        return announcement.models().stream()
                .filter(m -> m.id().equals(modelId))
                .anyMatch(m ->
                        m.metadataJson().equals(entry.json)
                                || sameTree(
                                        entry.model,
                                        MetadataReader.parse(m.metadataJson()).model()));
    }

    @Override
    public Collection<DataModel> dataModels() {
        return models.values().stream().map(this::withFoundDatasets).toList();
    }

    @Override
    public Optional<DataModel> dataModel(String id) {
        return Optional.ofNullable(models.get(id)).map(this::withFoundDatasets);
    }

    /** The levels of {@code dataset} are the datasets that there are. */
    private DataModel withFoundDatasets(Entry entry) {
        DataModel m = entry.model;
        return new DataModel(m.code(), m.version(), m.longitudinal(), found(m.root(), entry));
    }

    private static Group found(Group group, Entry entry) {
        return new Group(
                group.code(),
                group.label(),
                group.variables().stream().map(v -> found(v, entry)).toList(),
                group.groups().stream().map(g -> found(g, entry)).toList());
    }

    private static Variable found(Variable variable, Entry entry) {
        if (!variable.code().equals(DataModel.DATASET)) {
            return variable;
        }
        return variable.withLevels(
                entry.datasets.keySet().stream()
                        .map(code -> {
                            int i = variable.levelIndex(code);
                            return i < 0 ? new Level(code, code) : variable.levels().get(i);
                        })
                        .toList());
    }

    @Override
    public Optional<String> metadataJson(String dataModelId) {
        return Optional.ofNullable(models.get(dataModelId)).map(e -> e.json);
    }

    @Override
    public List<Dataset> datasets(String dataModelId) {
        Entry entry = models.get(dataModelId);
        return entry == null ? List.of() : List.copyOf(entry.datasets.values());
    }

    @Override
    public Map<String, Grid> grids(String dataModelId) {
        Entry entry = models.get(dataModelId);
        return entry == null ? Map.of() : Map.copyOf(entry.grids);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }
}
