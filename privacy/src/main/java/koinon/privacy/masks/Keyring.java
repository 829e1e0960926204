package koinon.privacy.masks;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** A site's keys of the present epoch, renewed from their folder when the epoch has ended. */
public final class Keyring implements Supplier<SiteKeys> {
    private final Path folder;
    private final Clock clock;
    private volatile SiteKeys keys;

    public Keyring(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.keys = SiteKeys.open(folder, clock.instant());
    }

    @Override
    public SiteKeys get() {
        return keys;
    }

    /** Begins a new epoch when the present one has ended; true when it did. */
    public synchronized boolean renew() {
        Instant now = clock.instant();
        if (!keys.expired(now)) {
            return false;
        }
        keys = SiteKeys.open(folder, now);
        return true;
    }
}
