package koinon.wire.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import koinon.wire.link.Endpoint;

/** Invitations in memory. */
public final class MemoryBook implements InvitationBook {
    private final Map<UUID, Entry> entries = new HashMap<>();
    private final Map<UUID, String> usedBy = new HashMap<>();

    /** Invites a worker whose id is its name. */
    public Invitation invite(Authority authority, String name, Endpoint endpoint) {
        Instant expiry = authority.clock().instant().plus(Duration.ofHours(1));
        Invitation invitation =
                new Invitation(
                        UUID.randomUUID(),
                        Secret.random(),
                        authority.rootFingerprint(),
                        Instant.ofEpochSecond(expiry.getEpochSecond()),
                        name,
                        endpoint);
        add(
                new Entry(
                        invitation.id(),
                        invitation.secret().fingerprint(),
                        invitation.expiry(),
                        name,
                        name));
        return invitation;
    }

    @Override
    public synchronized void add(Entry entry) {
        entries.put(entry.id(), entry);
    }

    @Override
    public synchronized Result consume(Claim claim, Instant now) {
        Entry entry = entries.get(claim.id());
        if (entry == null || !entry.secretFingerprint().equals(claim.secretFingerprint())) {
            return new Result.Refused(Reason.UNKNOWN);
        }
        if (now.isAfter(entry.expiry())) {
            return new Result.Refused(Reason.EXPIRED);
        }
        String user = usedBy.putIfAbsent(claim.id(), claim.keyFingerprint());
        return user == null || user.equals(claim.keyFingerprint())
                ? new Result.Accepted(entry.workerId(), entry.displayName())
                : new Result.Refused(Reason.USED);
    }
}
