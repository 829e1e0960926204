package koinon.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import koinon.data.bounds.BoundRule;
import koinon.data.bounds.Proposal;
import koinon.data.columns.ColumnCache;
import koinon.data.load.Catalogue;
import koinon.data.load.Database;
import koinon.data.load.Importer;
import koinon.data.load.Version;
import koinon.data.rows.Question;
import koinon.data.rows.RowSource;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.file.MetadataFile;
import koinon.model.request.Request;
import koinon.stats.rows.LocalData;

/**
 * A worker's data: the files of its folder as immutable versions, their columns in memory, and the
 * rows of questions. Safe for many questions at once; a question keeps the versions it started
 * with. Nothing is imported, parsed or queried twice while it stays the same. Not checked here:
 * whether a question may be answered; that is the gate's.
 */
public final class DataStore implements AutoCloseable {
    private static final long PARALLEL_ROWS = 100_000;

    /** What was done so far, to see that nothing is done twice. */
    public record Counters(
            long statements,
            long columnsLoaded,
            long columnHits,
            long columnsEvicted,
            long columnBytes,
            long selectionsMade) {}

    private final Path folder;
    private final Database database;
    private final Catalogue catalogue;
    private final Importer importer;
    private final ColumnCache columns;
    private final RowSource rows;
    private final ExecutorService threads;
    private volatile Snapshot snapshot = Snapshot.EMPTY;

    private DataStore(DataSettings settings, Database database, ExecutorService threads) {
        this.folder = settings.folder();
        this.database = database;
        this.threads = threads;
        this.catalogue = Catalogue.open(database);
        this.importer = new Importer(database, catalogue, settings.limits(), settings.lenient());
        this.columns = new ColumnCache(database, settings.columnBytes());
        this.rows =
                new RowSource(
                        new RowSource.Settings(
                                settings.parallelism(),
                                PARALLEL_ROWS,
                                threads,
                                settings.timeout(),
                                settings.columnBytes() / 8));
    }

    /**
     * Opens the store of a home and imports what is new in the data folder.
     *
     * @throws KoinonException OUT_OF_RESOURCES when the home cannot be used
     */
    public static DataStore open(DataSettings settings) {
        Database database =
                Database.open(
                        new Database.Settings(
                                settings.home(),
                                readable(settings),
                                settings.databaseBytes(),
                                settings.temporaryBytes(),
                                settings.threads(),
                                settings.timeout()));
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        settings.parallelism(),
                        Thread.ofPlatform().daemon().name("rows-", 0).factory());
        try {
            DataStore store = new DataStore(settings, database, threads);
            store.refresh();
            return store;
        } catch (RuntimeException e) {
            threads.shutdownNow();
            database.close();
            throw e;
        }
    }

    private static List<Path> readable(DataSettings settings) {
        Set<Path> folders = new TreeSet<>();
        List<Path> given = new ArrayList<>(settings.alsoReadable());
        given.add(settings.folder());
        for (Path one : given) {
            folders.add(one.toAbsolutePath().normalize());
            try {
                folders.add(one.toRealPath());
            } catch (IOException e) {
                // Not there yet: the name as given is all that can be allowed.
            }
        }
        return List.copyOf(folders);
    }

    /**
     * Looks at the folder again. What a running question uses stays.
     *
     * @return whether anything that is published has changed
     */
    public synchronized boolean refresh() {
        Snapshot before = snapshot;
        snapshot = new Scan(importer, before).run(folder);
        return !snapshot.equals(before);
    }

    /** Data models by id, with their text. */
    public SortedMap<String, MetadataFile> dataModels() {
        return snapshot.models();
    }

    /** What became of every file, problems included, in the order of names. */
    public List<FileReport> reports() {
        return snapshot.reports();
    }

    /** Every dataset that can be asked about. */
    public List<PublishedDataset> published() {
        Snapshot now = snapshot;
        List<PublishedDataset> published = new ArrayList<>();
        now.models()
                .forEach((id, metadata) ->
                        now.versions(id)
                                .forEach((code, version) ->
                                        published.add(describe(metadata.model(), code, version))));
        return published;
    }

    private static PublishedDataset describe(DataModel model, String dataset, Version version) {
        Version.Part part = version.datasets().get(dataset);
        if (part == null) {
            throw new IllegalStateException("no dataset " + dataset);
        }
        Set<String> names = new TreeSet<>(version.present(dataset));
        names.removeIf(name -> model.variable(name).isEmpty());
        return new PublishedDataset(
                model,
                dataset,
                version.contentHash(),
                part.rows(),
                part.patients(),
                new TreeSet<>(names));
    }

    /**
     * The rows that a request is about, here.
     *
     * @param grids published grids of the catalogue version that the request pins
     * @throws KoinonException UNKNOWN_DATA_MODEL or INVALID_FILTER
     */
    public LocalData question(Request request, Map<String, Grid> grids) {
        Snapshot now = snapshot;
        DataModel model = model(now, request.dataModel());
        return Question.of(
                request,
                grids,
                new Question.Published(model, now.versions(model.id()), columns, rows));
    }

    /**
     * Proposes a grid for each numeric variable of a data model that has values here.
     *
     * @throws KoinonException UNKNOWN_DATA_MODEL
     */
    public SortedMap<String, Grid> proposeGrids(String dataModel, BoundRule rule) {
        Snapshot now = snapshot;
        DataModel model = model(now, dataModel);
        return new Proposal(model, database, catalogue).grids(now.versions(model.id()), rule);
    }

    private static DataModel model(Snapshot now, String id) {
        return Optional.ofNullable(now.models().get(id))
                .map(MetadataFile::model)
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.UNKNOWN_DATA_MODEL, "no such data model here"));
    }

    /** Forgets all versions that are not published now; no question may be running. */
    public synchronized void prune() {
        Set<String> used = new HashSet<>();
        for (String model : snapshot.datasets().keySet()) {
            snapshot.versions(model).values().forEach(version -> used.add(version.id()));
        }
        catalogue.keepOnly(used);
    }

    public Counters counters() {
        ColumnCache.Counters cache = columns.counters();
        return new Counters(
                database.queries(),
                cache.loaded(),
                cache.hits(),
                cache.evicted(),
                cache.bytes(),
                rows.made());
    }

    /** Ends the threads and closes the database; running questions fail. */
    @Override
    public void close() {
        threads.shutdownNow();
        database.close();
    }
}
