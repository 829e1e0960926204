package koinon.wire.pki;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import koinon.wire.link.Peer;

/** Certificates in force, in memory. */
public final class MemoryRegistry implements AdmissionRegistry {
    private final Map<String, String> workerOf = new ConcurrentHashMap<>();

    @Override
    public void admit(Peer peer) {
        workerOf.put(peer.certificateSerial(), peer.workerId());
    }

    @Override
    public boolean isAdmitted(String workerId, String certificateSerial) {
        return workerId.equals(workerOf.get(certificateSerial));
    }

    public void revoke(String workerId) {
        workerOf.values().removeIf(workerId::equals);
    }
}
