package koinon.data.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/**
 * What is in the database: versions, the files they came from, and remembered extremes. Kept beside
 * the tables and changed in their transactions, so that both always agree. A table that no version
 * names is the rest of an import that never ended and is dropped when the catalogue is opened.
 */
public final class Catalogue {
    /** A file as it was when it was imported. */
    public record FileState(long size, long modifiedNanos, String contentHash) {}

    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final String TABLE = "t_";

    private final Database database;
    private final Map<String, Version> versions = new ConcurrentHashMap<>();
    private final Map<String, FileState> files = new ConcurrentHashMap<>();

    private long lastTable;

    private Catalogue(Database database) {
        this.database = database;
    }

    /** Reads the catalogue of a database and clears what a crash has left. */
    public static Catalogue open(Database database) {
        Catalogue catalogue = new Catalogue(database);
        database.atomically(connection -> {
            catalogue.load(connection);
            return catalogue;
        });
        return catalogue;
    }

    private void load(DuckDBConnection connection) throws SQLException {
        for (String table :
                List.of(
                        "koinon_versions(id VARCHAR, json VARCHAR)",
                        "koinon_files(path VARCHAR, size BIGINT, modified BIGINT, hash VARCHAR)",
                        "koinon_extremes(id VARCHAR, json VARCHAR)")) {
            database.execute(connection, "CREATE TABLE IF NOT EXISTS " + table);
        }
        database.query(
                connection,
                "SELECT json FROM koinon_versions",
                row -> {
                    Version version = read(row.getString(1), Version.class);
                    versions.put(version.id(), version);
                });
        database.query(
                connection,
                "SELECT path, size, modified, hash FROM koinon_files",
                row -> files.put(row.getString(1), state(row)));
        Set<String> known = new HashSet<>();
        versions.values().forEach(version -> known.add(version.table()));
        Set<String> found = new HashSet<>();
        database.query(
                connection,
                "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 't\\_%' ESCAPE '\\'",
                row -> found.add(row.getString(1)));
        for (String table : found) {
            if (!known.contains(table)) {
                database.execute(connection, "DROP TABLE \"" + table.replace("\"", "\"\"") + "\"");
            }
        }
        versions.values().removeIf(version -> !found.contains(version.table()));
        lastTable =
                versions.values().stream()
                        .mapToLong(version -> Long.parseLong(version.table().substring(2)))
                        .max()
                        .orElse(0);
    }

    private static FileState state(ResultSet row) throws SQLException {
        return new FileState(row.getLong(2), row.getLong(3), row.getString(4));
    }

    /** A name for a table that no table has yet. */
    synchronized String freshTable() {
        return TABLE + ++lastTable;
    }

    public Optional<Version> version(String id) {
        return Optional.ofNullable(versions.get(id));
    }

    public Optional<FileState> file(Path path) {
        return Optional.ofNullable(files.get(path.toString()));
    }

    /** Whether some known file has this size: then its bytes may be known, too. */
    boolean knowsSize(long size) {
        return files.values().stream().anyMatch(state -> state.size() == size);
    }

    /** Writes a new version within the transaction that made its table. */
    void write(DuckDBConnection connection, Version version) throws SQLException {
        insert(connection, "koinon_versions", version.id(), version);
    }

    /** Makes a version visible; call after the transaction has ended well. */
    void add(Version version) {
        versions.put(version.id(), version);
    }

    /** Remembers a file, so that it need not be read again while it stays the same. */
    public void remember(Path path, FileState state) {
        database.atomically(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM koinon_files WHERE path = ?")) {
                delete.setString(1, path.toString());
                delete.execute();
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO koinon_files VALUES (?, ?, ?, ?)")) {
                insert.setString(1, path.toString());
                insert.setLong(2, state.size());
                insert.setLong(3, state.modifiedNanos());
                insert.setString(4, state.contentHash());
                insert.execute();
            }
            return state;
        });
        files.put(path.toString(), state);
    }

    /** Drops the tables of all versions but these. Nobody may be using the others. */
    public void keepOnly(Set<String> ids) {
        Map<String, Version> gone = new HashMap<>(versions);
        gone.keySet().removeAll(ids);
        database.atomically(connection -> {
            for (Version version : gone.values()) {
                database.execute(connection, "DROP TABLE " + version.table());
                for (String table : List.of("koinon_versions", "koinon_extremes")) {
                    database.execute(
                            connection,
                            "DELETE FROM " + table + " WHERE id = " + Database.text(version.id()));
                }
            }
            return ids;
        });
        versions.keySet().removeAll(gone.keySet());
    }

    /** Extremes of a version, as they were stored. */
    public Optional<String> extremes(String id) {
        Map<String, String> found = new HashMap<>();
        database.run(connection -> {
            database.query(
                    connection,
                    "SELECT json FROM koinon_extremes WHERE id = " + Database.text(id),
                    row -> found.put(id, row.getString(1)));
            return found;
        });
        return Optional.ofNullable(found.get(id));
    }

    public void storeExtremes(String id, String json) {
        database.atomically(connection -> {
            insertText(connection, "koinon_extremes", id, json);
            return id;
        });
    }

    private static void insert(DuckDBConnection connection, String table, String id, Object value)
            throws SQLException {
        try {
            insertText(connection, table, id, JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    private static void insertText(
            DuckDBConnection connection, String table, String id, String text) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, text);
            insert.execute();
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the catalogue holds a damaged " + type, e);
        }
    }
}
