package koinon.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import koinon.data.DataStore;
import koinon.data.PublishedDataset;
import koinon.data.bounds.BoundRule;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.file.MetadataFile;
import koinon.model.result.Statistic;
import koinon.privacy.Policy;
import koinon.stats.rows.LocalData;
import koinon.wire.message.PinnedQuestion;

/**
 * The data store of a worker, as a federation sees it. Everything in the store is published with
 * the proposed bounds (the owner's word to publish comes with the hospital's data store).
 */
final class StoreHoldings implements Holdings {
    private final DataStore store;
    private final Supplier<Policy> policy;

    StoreHoldings(DataStore store, Supplier<Policy> policy) {
        this.store = store;
        this.policy = policy;
    }

    @Override
    public Announcement announcement() {
        Policy rules = policy.get();
        BoundRule rule =
                rules.extremes()
                        ? new BoundRule.AllFit()
                        : new BoundRule.Extreme(
                                (int) Math.min(BoundRule.MOST_PATIENTS, rules.minimumPatients()));
        List<Announcement.Dataset> datasets = new ArrayList<>();
        Map<String, SortedMap<String, Grid>> grids = new HashMap<>();
        Set<String> models = new TreeSet<>();
        for (PublishedDataset d : store.published()) {
            String model = d.model().id();
            models.add(model);
            datasets.add(
                    dataset(d, grids.computeIfAbsent(model, m -> store.proposeGrids(m, rule))));
        }
        SortedMap<String, MetadataFile> files = store.dataModels();
        List<Announcement.Model> trees =
                models.stream()
                        .flatMap(id -> files.entrySet().stream().filter(e -> e.getKey().equals(id)))
                        .map(e -> new Announcement.Model(e.getKey(), e.getValue().json()))
                        .toList();
        return new Announcement(rules.name(), trees, datasets);
    }

    private static Announcement.Dataset dataset(PublishedDataset d, Map<String, Grid> grids) {
        Map<String, Grid> own = new TreeMap<>(grids);
        own.keySet().retainAll(d.variables());
        return new Announcement.Dataset(
                d.model().id(),
                d.dataset(),
                d.contentHash(),
                Statistic.of((double) d.rows()),
                List.copyOf(d.variables()),
                own);
    }

    @Override
    public DataModel dataModel(String id) {
        MetadataFile file = store.dataModels().get(id);
        if (file == null) {
            throw new KoinonException(
                    ErrorCode.UNKNOWN_DATA_MODEL, "the data model is not published here");
        }
        return file.model();
    }

    @Override
    public LocalData question(PinnedQuestion question) {
        for (PublishedDataset d : store.published()) {
            boolean asked =
                    d.model().id().equals(question.request().dataModel())
                            && question.request().datasets().contains(d.dataset());
            if (asked && !d.contentHash().equals(question.versions().get(d.dataset()))) {
                throw new KoinonException(
                        ErrorCode.UNKNOWN_DATASET,
                        "dataset " + d.dataset() + " has another version here by now; run again");
            }
        }
        return store.question(question.request(), question.grids());
    }
}
