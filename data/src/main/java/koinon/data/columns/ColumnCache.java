package koinon.data.columns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import koinon.data.load.Database;
import koinon.data.load.Version;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;

/**
 * Columns in memory, shared by all questions. A column is pulled once, also when several ask for it
 * at the same time; the columns that one question lacks are pulled in one query. The least recently
 * used ones leave when the budget is full. The budget bounds what the cache holds and what a single
 * call may ask for; columns that a running question still reads live until it ends.
 */
public final class ColumnCache {
    /** A column that somebody wants. */
    public record Wanted(Variable variable, Kind kind, FoldKey folds) {
        public static Wanted of(Variable variable) {
            return new Wanted(variable, Kind.of(variable), FoldKey.PUBLIC);
        }

        /** Who each row is about. */
        public static Wanted patients(Variable variable) {
            return new Wanted(variable, Kind.PATIENT, FoldKey.PUBLIC);
        }

        /** Keyed hashes of the patients; of the rows where each is a patient of its own. */
        public static Wanted folds(Variable variable, FoldKey key) {
            return new Wanted(variable, Kind.FOLD, key);
        }
    }

    /** How the cache was used so far. */
    public record Counters(long loaded, long hits, long evicted, long bytes) {}

    private record Key(String version, String dataset, String variable, Kind kind, FoldKey folds) {
        static Key of(Version version, String dataset, Wanted wanted) {
            return new Key(
                    version.id(), dataset, wanted.variable().code(), wanted.kind(), wanted.folds());
        }
    }

    /** A column that this call has undertaken to load. */
    private record Claim(Key key, Wanted wanted, CompletableFuture<ColumnData> future) {}

    private final Database database;
    private final long budget;
    private final Map<Key, CompletableFuture<ColumnData>> entries =
            new LinkedHashMap<>(64, 0.75f, true);
    private final Set<Key> counted = new HashSet<>();
    private long used;
    private final LongAdder loads = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    public ColumnCache(Database database, long budgetBytes) {
        this.database = database;
        this.budget = budgetBytes;
    }

    /**
     * Columns of a dataset, in the order wanted; all must exist in the version's table.
     *
     * @throws KoinonException OUT_OF_RESOURCES
     */
    public List<ColumnData> get(Version version, String dataset, List<Wanted> wanted) {
        long rows = Pull.rows(version, dataset);
        if (rows * 8 * wanted.size() > budget) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES,
                    "the question needs more columns at once than the column cache may hold");
        }
        List<CompletableFuture<ColumnData>> futures = new ArrayList<>();
        List<Claim> mine = new ArrayList<>();
        synchronized (entries) {
            for (Wanted one : wanted) {
                Key key = Key.of(version, dataset, one);
                CompletableFuture<ColumnData> future = entries.get(key);
                if (future == null) {
                    future = new CompletableFuture<>();
                    entries.put(key, future);
                    mine.add(new Claim(key, one, future));
                } else {
                    hits.increment();
                }
                futures.add(future);
            }
        }
        if (!mine.isEmpty()) {
            load(version, dataset, mine);
        }
        return futures.stream().map(this::await).toList();
    }

    private ColumnData await(CompletableFuture<ColumnData> future) {
        try {
            return future.get(database.timeout().toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KoinonException known) {
                throw new KoinonException(known.code(), known.text(), known);
            }
            throw new IllegalStateException("loading a column failed", e);
        } catch (TimeoutException e) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES, "loading a column took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    private void load(Version version, String dataset, List<Claim> mine) {
        RuntimeException cause =
                new KoinonException(ErrorCode.OUT_OF_RESOURCES, "loading a column failed");
        boolean done = false;
        try {
            List<Wanted> wanted = mine.stream().map(Claim::wanted).toList();
            List<ColumnData> columns = new Pull(database, version, dataset).read(wanted);
            for (int i = 0; i < columns.size(); i++) {
                loads.increment();
                mine.get(i).future().complete(columns.get(i));
            }
            done = true;
            account(mine);
        } catch (RuntimeException e) {
            cause = e;
            throw e;
        } finally {
            if (!done) {
                fail(mine, cause);
            }
        }
    }

    private void fail(List<Claim> mine, RuntimeException cause) {
        synchronized (entries) {
            mine.forEach(claim -> entries.remove(claim.key(), claim.future()));
        }
        mine.forEach(claim -> claim.future().completeExceptionally(cause));
    }

    private void account(List<Claim> mine) {
        Set<Key> fresh = new HashSet<>();
        synchronized (entries) {
            for (Claim claim : mine) {
                fresh.add(claim.key());
                used += claim.future().join().bytes();
            }
            Iterator<Map.Entry<Key, CompletableFuture<ColumnData>>> eldest =
                    entries.entrySet().iterator();
            while (used > budget && eldest.hasNext()) {
                Map.Entry<Key, CompletableFuture<ColumnData>> entry = eldest.next();
                // Another call's column that is complete but not yet counted stays, too: only what
                // was counted may be taken off.
                if (counted.contains(entry.getKey()) && !fresh.contains(entry.getKey())) {
                    used -= entry.getValue().join().bytes();
                    counted.remove(entry.getKey());
                    eldest.remove();
                    evictions.increment();
                }
            }
            counted.addAll(fresh);
        }
    }

    public Counters counters() {
        synchronized (entries) {
            return new Counters(loads.sum(), hits.sum(), evictions.sum(), used);
        }
    }
}
