package koinon.testbed.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.file.MetadataReader;
import koinon.model.result.Statistic;
import koinon.stats.rows.LocalData;
import koinon.wire.message.PinnedQuestion;
import koinon.worker.Holdings;

/** What a simulated site holds: datasets of one data model with one numerical variable. */
final class MemoryHoldings implements Holdings {
    static final String MODEL = "simulated:1";
    static final String VARIABLE = "v";
    static final Grid GRID = new Grid(0, 10);

    private static final String METADATA =
            """
            {"code": "simulated", "version": "1", "label": "Simulated", "variables": [
              {"code": "dataset", "label": "Dataset", "sql_type": "text",
               "isCategorical": true, "enumerations": [{"code": "d0", "label": "d0"}]},
              {"code": "v", "label": "V", "sql_type": "int", "isCategorical": false}
            ], "groups": []}
            """;
    private static final DataModel DATA_MODEL = MetadataReader.parse(METADATA).model();

    private final SortedMap<String, double[]> datasets;

    MemoryHoldings(SortedMap<String, double[]> datasets) {
        this.datasets = new TreeMap<>(datasets);
    }

    @Override
    public Announcement announcement() {
        List<Announcement.Dataset> published = new ArrayList<>();
        datasets.forEach((code, values) ->
                published.add(
                        new Announcement.Dataset(
                                MODEL,
                                code,
                                hash(code),
                                Statistic.of(values.length),
                                List.of("dataset", VARIABLE),
                                Map.of(VARIABLE, GRID))));
        return new Announcement("", List.of(new Announcement.Model(MODEL, METADATA)), published);
    }

    private static String hash(String dataset) {
        return "content of " + dataset;
    }

    @Override
    public DataModel dataModel(String id) {
        if (!id.equals(MODEL)) {
            throw new KoinonException(ErrorCode.UNKNOWN_DATA_MODEL, "no such data model here");
        }
        return DATA_MODEL;
    }

    @Override
    public LocalData question(PinnedQuestion question) {
        TreeMap<String, double[]> asked = new TreeMap<>(datasets);
        asked.keySet().retainAll(question.request().datasets());
        for (String dataset : asked.keySet()) {
            if (!hash(dataset).equals(question.versions().get(dataset))) {
                throw new KoinonException(
                        ErrorCode.UNKNOWN_DATASET, dataset + " is published in another version");
            }
        }
        return new MemoryRows(asked);
    }
}
