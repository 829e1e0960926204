package koinon.master.store;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import koinon.master.registry.RegistryStore;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jdbi.v3.core.Handle;

/**
 * Members in SQL. Guarantee: an invitation admits one worker once, whoever calls at the same time;
 * two names that look alike (case, width, spaces around) are one name. Not checked: the validity of
 * certificates in time, which TLS checks.
 */
final class SqlRegistryStore implements RegistryStore {
    private static final String WORKERS = "SELECT id, name, admitted, suspended FROM workers ";
    private static final String INVITATIONS =
            "SELECT id, secret_hash, name, expires, used FROM invitations ";

    private final Database database;

    SqlRegistryStore(Database database) {
        this.database = database;
    }

    @Override
    public void invite(InvitationRecord invitation) {
        database.update(
                "INSERT INTO invitations (id, secret_hash, name, expires, used) VALUES (?, ?, ?, ?,"
                        + " ?)",
                invitation.id(),
                invitation.secretHash(),
                invitation.name(),
                Micros.of(invitation.expires()),
                invitation.used() ? 1L : 0L);
    }

    @Override
    public List<InvitationRecord> invitations() {
        return database.read(handle ->
                handle.select(INVITATIONS + "ORDER BY expires, id")
                        .map((row, _) -> invitation(row))
                        .list());
    }

    @Override
    public WorkerRecord admit(
            String invitationId, byte[] secretHash, String workerId, Instant now) {
        return database.write(handle -> {
            InvitationRecord invitation = known(handle, invitationId, secretHash, now);
            Optional<WorkerRecord> before = admitted(handle, workerId, invitation);
            if (before.isPresent()) {
                return before.get();
            }
            int taken =
                    handle.execute(
                            "UPDATE invitations SET used = 1 WHERE id = ? AND used = 0",
                            invitationId);
            if (taken != 1) {
                throw invalid("this invitation has been used");
            }
            return insert(handle, workerId, invitation.name(), now);
        });
    }

    private static InvitationRecord known(
            Handle handle, String id, byte[] secretHash, Instant now) {
        InvitationRecord invitation =
                handle.select(INVITATIONS + "WHERE id = ?", id)
                        .map((row, _) -> invitation(row))
                        .findOne()
                        .filter(i -> MessageDigest.isEqual(i.secretHash(), secretHash))
                        // One text for both, or it would tell which ids exist.
                        .orElseThrow(() -> invalid("this invitation is unknown or damaged"));
        if (!now.isBefore(invitation.expires())) {
            throw invalid("this invitation has expired");
        }
        return invitation;
    }

    /** A join whose answer was lost on the way is repeated with the same key, hence the same id. */
    private static Optional<WorkerRecord> admitted(
            Handle handle, String workerId, InvitationRecord invitation) {
        return invitation.used()
                ? handle.select(WORKERS + "WHERE id = ? AND name = ?", workerId, invitation.name())
                        .map((row, _) -> worker(row))
                        .findOne()
                : Optional.empty();
    }

    private static WorkerRecord insert(Handle handle, String id, String name, Instant now) {
        int inserted =
                handle.execute(
                        "INSERT INTO workers (id, name, name_key, admitted, suspended) VALUES (?,"
                                + " ?, ?, ?, 0) ON CONFLICT (name_key) DO NOTHING",
                        id,
                        name,
                        key(name),
                        Micros.of(now));
        if (inserted != 1) {
            throw new KoinonException(
                    ErrorCode.NAME_TAKEN,
                    "there is a worker called '" + name + "' already; names must be unique");
        }
        return new WorkerRecord(id, name, Micros.instant(Micros.of(now)), false);
    }

    private static String key(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    @Override
    public List<WorkerRecord> workers() {
        return database.read(handle ->
                handle.select(WORKERS + "ORDER BY name_key").map((row, _) -> worker(row)).list());
    }

    @Override
    public Optional<WorkerRecord> worker(String id) {
        return database.read(handle ->
                handle.select(WORKERS + "WHERE id = ?", id).map((row, _) -> worker(row)).findOne());
    }

    @Override
    public void suspend(String workerId, boolean suspended) {
        int changed =
                database.update(
                        "UPDATE workers SET suspended = ? WHERE id = ?",
                        suspended ? 1L : 0L,
                        workerId);
        requireWorker(changed);
    }

    @Override
    public void recordCertificate(String workerId, String serial, Instant notAfter) {
        database.update(
                "INSERT INTO certificates (worker_id, serial, not_after, revoked) VALUES (?, ?, ?,"
                        + " 0) ON CONFLICT (worker_id, serial) DO NOTHING",
                workerId,
                serial,
                Micros.of(notAfter));
    }

    @Override
    public boolean isAdmitted(String workerId, String serial) {
        return database.read(handle ->
                Database.count(
                                handle,
                                "SELECT count(*) FROM certificates c JOIN workers w ON w.id"
                                        + " = c.worker_id WHERE c.worker_id = ? AND"
                                        + " c.serial = ? AND c.revoked = 0 AND w.suspended"
                                        + " = 0",
                                workerId,
                                serial)
                        > 0);
    }

    @Override
    public void revokeCertificates(String workerId) {
        database.update("UPDATE certificates SET revoked = 1 WHERE worker_id = ?", workerId);
    }

    @Override
    public boolean pinIdentity(String workerId, byte[] publicKey) {
        return database.write(handle -> {
            handle.execute(
                    "UPDATE workers SET identity_key = ? WHERE id = ? AND identity_key IS"
                            + " NULL",
                    publicKey,
                    workerId);
            return bytes(handle, "identity_key", workerId)
                    .filter(pinned -> MessageDigest.isEqual(pinned, publicKey))
                    .isPresent();
        });
    }

    @Override
    public void saveAnnouncement(String workerId, byte[] announcement) {
        int changed =
                database.update(
                        "UPDATE workers SET announcement = ? WHERE id = ?", announcement, workerId);
        requireWorker(changed);
    }

    @Override
    public Optional<byte[]> announcement(String workerId) {
        return database.read(handle -> bytes(handle, "announcement", workerId));
    }

    private static Optional<byte[]> bytes(Handle handle, String column, String workerId) {
        return handle.select(
                        "SELECT "
                                + column
                                + " FROM workers WHERE id = ? AND "
                                + column
                                + " IS NOT NULL",
                        workerId)
                .mapTo(byte[].class)
                .findOne();
    }

    private static void requireWorker(int changed) {
        if (changed != 1) {
            throw new KoinonException(ErrorCode.NOT_ADMITTED, "no worker of that id is admitted");
        }
    }

    private static InvitationRecord invitation(ResultSet row) throws SQLException {
        return new InvitationRecord(
                row.getString("id"),
                row.getBytes("secret_hash"),
                row.getString("name"),
                Micros.instant(row.getLong("expires")),
                row.getLong("used") == 1);
    }

    private static WorkerRecord worker(ResultSet row) throws SQLException {
        return new WorkerRecord(
                row.getString("id"),
                row.getString("name"),
                Micros.instant(row.getLong("admitted")),
                row.getLong("suspended") == 1);
    }

    private static KoinonException invalid(String message) {
        return new KoinonException(ErrorCode.INVALID_INVITATION, message);
    }
}
