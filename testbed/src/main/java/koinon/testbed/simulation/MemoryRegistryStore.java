package koinon.testbed.simulation;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import koinon.master.registry.RegistryStore;

/**
 * Members who are all admitted from the beginning; invitations and certificates are not simulated.
 */
final class MemoryRegistryStore implements RegistryStore {
    private final Map<String, WorkerRecord> workers = new TreeMap<>();
    private final Map<String, byte[]> identities = new HashMap<>();
    private final Map<String, byte[]> announcements = new HashMap<>();

    void member(String id, String name) {
        workers.put(id, new WorkerRecord(id, name, Instant.EPOCH, false));
    }

    @Override
    public void invite(InvitationRecord invitation) {
        throw new UnsupportedOperationException("invitations are not simulated");
    }

    @Override
    public List<InvitationRecord> invitations() {
        return List.of();
    }

    @Override
    public WorkerRecord admit(
            String invitationId, byte[] secretHash, String workerId, Instant now) {
        throw new UnsupportedOperationException("invitations are not simulated");
    }

    @Override
    public List<WorkerRecord> workers() {
        return List.copyOf(workers.values());
    }

    @Override
    public Optional<WorkerRecord> worker(String id) {
        return Optional.ofNullable(workers.get(id));
    }

    @Override
    public void suspend(String workerId, boolean suspended) {
        WorkerRecord w = workers.get(workerId);
        if (w != null) {
            workers.put(workerId, new WorkerRecord(w.id(), w.name(), w.admitted(), suspended));
        }
    }

    @Override
    public void recordCertificate(String workerId, String serial, Instant notAfter) {}

    @Override
    public boolean isAdmitted(String workerId, String serial) {
        return worker(workerId).filter(w -> !w.suspended()).isPresent();
    }

    @Override
    public void revokeCertificates(String workerId) {}

    @Override
    public boolean pinIdentity(String workerId, byte[] publicKey) {
        byte[] before = identities.putIfAbsent(workerId, publicKey.clone());
        return before == null || Arrays.equals(before, publicKey);
    }

    @Override
    public void saveAnnouncement(String workerId, byte[] announcement) {
        announcements.put(workerId, announcement.clone());
    }

    @Override
    public Optional<byte[]> announcement(String workerId) {
        return Optional.ofNullable(announcements.get(workerId)).map(byte[]::clone);
    }
}
