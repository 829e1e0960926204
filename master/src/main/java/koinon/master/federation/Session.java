package koinon.master.federation;

import java.util.Optional;
import koinon.privacy.masks.PublicKeys;
import koinon.wire.link.Link;
import koinon.wire.link.Peer;
import org.jspecify.annotations.Nullable;

/** One live link with a worker. Lives on the federation's loop. */
final class Session {
    private final Peer peer;
    private final Link link;
    private @Nullable PublicKeys keys;
    private String software = "";
    private boolean announced;
    private final long since;
    private long lastHeard;

    Session(Peer peer, Link link, long now) {
        this.peer = peer;
        this.link = link;
        this.since = now;
        this.lastHeard = now;
    }

    String workerId() {
        return peer.workerId();
    }

    Link link() {
        return link;
    }

    Peer peer() {
        return peer;
    }

    /** When the link was opened. */
    long since() {
        return since;
    }

    void heard(long now) {
        lastHeard = now;
    }

    long lastHeard() {
        return lastHeard;
    }

    void greeted(PublicKeys shown, String version) {
        keys = shown;
        software = version;
    }

    Optional<PublicKeys> keys() {
        return Optional.ofNullable(keys);
    }

    String software() {
        return software;
    }

    void announced() {
        announced = true;
    }

    /** Greeted and announced: can be asked. */
    boolean ready() {
        return keys != null && announced;
    }

    /** Sends unless the link has gone in the meantime; what matters is asked for again. */
    void send(byte[] message) {
        try {
            link.send(message);
        } catch (IllegalStateException _) {
            link.close("the link was closed while sending");
        }
    }
}
