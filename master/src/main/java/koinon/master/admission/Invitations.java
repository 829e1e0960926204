package koinon.master.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import koinon.master.registry.RegistryStore;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Endpoint;
import koinon.wire.pki.Authority;
import koinon.wire.pki.Invitation;
import koinon.wire.pki.InvitationBook;
import koinon.wire.pki.Secret;

/** Makes invitations: single-use, expiring, for one name. Only the hash of the secret is kept. */
public final class Invitations implements Inviter {
    /** How long an invitation can be used unless said otherwise. */
    public static final Duration LIFE = Duration.ofDays(7);

    private final RegistryStore registry;
    private final InvitationBook book;
    private final Authority authority;
    private final Endpoint endpoint;

    /**
     * @param endpoint address that invited workers dial
     */
    public Invitations(
            RegistryStore registry, InvitationBook book, Authority authority, Endpoint endpoint) {
        this.registry = registry;
        this.book = book;
        this.authority = authority;
        this.endpoint = endpoint;
    }

    @Override
    public Invitation invite(String name, Duration life) {
        boolean taken =
                registry.workers().stream().anyMatch(w -> w.name().equalsIgnoreCase(name.strip()));
        if (taken) {
            throw new KoinonException(
                    ErrorCode.NAME_TAKEN,
                    "there is a worker called '"
                            + name.strip()
                            + "' already; names must be unique");
        }
        Secret secret = Secret.random();
        Instant expiry = authority.clock().instant().plus(life);
        Invitation invitation =
                new Invitation(
                        UUID.randomUUID(),
                        secret,
                        authority.rootFingerprint(),
                        expiry,
                        name.strip(),
                        endpoint);
        book.add(
                new InvitationBook.Entry(
                        invitation.id(),
                        secret.fingerprint(),
                        expiry,
                        "",
                        invitation.displayName()));
        return invitation;
    }
}
