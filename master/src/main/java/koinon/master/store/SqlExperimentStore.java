package koinon.master.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.ExperimentStore;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Progress;
import koinon.master.json.Json;
import koinon.master.json.RequestJson;
import koinon.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Experiments in SQL. Guarantee: what has ended stays as it ended; a started experiment keeps the
 * header it was started with first. Progress is not stored: a restart begins the round again.
 */
final class SqlExperimentStore implements ExperimentStore {
    /** Most experiments in one answer. */
    static final int PAGE = 1000;

    private static final String COLUMNS =
            "SELECT id, owner, request, state, created, finished, outcome, failure_code,"
                    + " failure_message FROM experiments ";

    private final Database database;

    SqlExperimentStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Experiment experiment) {
        Instant finished = experiment.finished();
        Failure failure = experiment.failure();
        database.update(
                "INSERT INTO experiments (id, owner, request, state, created, finished, outcome,"
                        + " failure_code, failure_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                experiment.id(),
                experiment.owner(),
                Json.writeAscii(RequestJson.write(experiment.request())),
                experiment.state().name(),
                Micros.of(experiment.created()),
                finished == null ? null : Micros.of(finished),
                experiment.outcome(),
                failure == null ? null : failure.code().name(),
                failure == null ? null : failure.message());
    }

    @Override
    public void start(String id, byte[] header) {
        database.update(
                "UPDATE experiments SET state = 'RUNNING', header = ? WHERE id = ? AND state ="
                        + " 'QUEUED'",
                header,
                id);
    }

    @Override
    public Optional<byte[]> header(String id) {
        return database.read(handle ->
                handle.select(
                                "SELECT header FROM experiments WHERE id = ? AND header IS"
                                        + " NOT NULL",
                                id)
                        .mapTo(byte[].class)
                        .findOne());
    }

    @Override
    public void finish(
            String id,
            Experiment.State state,
            Instant at,
            @Nullable String outcome,
            @Nullable Failure failure) {
        if (!state.ended()) {
            throw new IllegalArgumentException("an experiment cannot end as " + state);
        }
        database.update(
                "UPDATE experiments SET state = ?, finished = ?, outcome = ?, failure_code = ?,"
                        + " failure_message = ? WHERE id = ? AND state IN ('QUEUED', 'RUNNING')",
                state.name(),
                Micros.of(at),
                outcome,
                failure == null ? null : failure.code().name(),
                failure == null ? null : failure.message(),
                id);
    }

    @Override
    public Optional<Experiment> find(String id) {
        return database.read(handle ->
                handle.select(COLUMNS + "WHERE id = ?", id)
                        .map((row, _) -> experiment(row))
                        .findOne());
    }

    @Override
    public List<Experiment> recent(int limit) {
        return database.read(handle ->
                handle.select(
                                COLUMNS + "ORDER BY created DESC, id DESC LIMIT ?",
                                Math.clamp(limit, 0, PAGE))
                        .map((row, _) -> experiment(row))
                        .list());
    }

    @Override
    public List<Experiment> unfinished() {
        return database.read(handle ->
                handle.select(
                                COLUMNS
                                        + "WHERE state IN ('QUEUED', 'RUNNING') ORDER BY"
                                        + " created, id")
                        .map((row, _) -> experiment(row))
                        .list());
    }

    private static Experiment experiment(ResultSet row) throws SQLException {
        return new Experiment(
                row.getString("id"),
                row.getString("owner"),
                RequestJson.parse(Json.parse(row.getString("request"))),
                Experiment.State.valueOf(row.getString("state")),
                Micros.instant(row.getLong("created")),
                finished(row),
                Progress.NONE,
                row.getString("outcome"),
                failure(row));
    }

    private static @Nullable Instant finished(ResultSet row) throws SQLException {
        long micros = row.getLong("finished");
        return row.wasNull() ? null : Micros.instant(micros);
    }

    private static @Nullable Failure failure(ResultSet row) throws SQLException {
        String code = row.getString("failure_code");
        return code == null
                ? null
                : new Failure(ErrorCode.valueOf(code), row.getString("failure_message"));
    }
}
