package koinon.master.federation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import koinon.master.registry.Catalogue;
import koinon.master.registry.Members;
import koinon.master.registry.RegistryStore;
import koinon.model.catalogue.Announcement;
import koinon.wire.message.FromWorker;
import koinon.wire.message.Uplink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is there and what they published: live sessions over what the registry remembers, so that an
 * absent site can still be named. Read by any thread, changed by the federation's loop.
 */
final class Roll implements Members {
    private static final Logger log = LoggerFactory.getLogger(Roll.class);

    private final RegistryStore registry;
    private final Clock clock;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Announcement> announcements = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastContact = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Instant began;
    private final AtomicLong version = new AtomicLong();
    private volatile Catalogue catalogue;

    Roll(RegistryStore registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.began = clock.instant();
        for (RegistryStore.WorkerRecord worker : registry.workers()) {
            registry.announcement(worker.id())
                    .ifPresent(bytes ->
                            announcements.put(worker.id(), FromWorker.announcement(bytes)));
        }
        this.catalogue = merge();
    }

    /** Takes a session in; the one it replaces, if any, is returned. */
    Optional<Session> enter(Session session) {
        lastContact.put(session.workerId(), clock.instant());
        return Optional.ofNullable(sessions.put(session.workerId(), session));
    }

    /** Whether the session was the worker's present one. */
    boolean leave(Session session) {
        lastContact.put(session.workerId(), clock.instant());
        return sessions.remove(session.workerId(), session);
    }

    /** Whether a worker that cannot be asked was there, or this master was not, a moment ago. */
    boolean awaited(String workerId, Duration moment) {
        Instant last = lastContact.getOrDefault(workerId, began);
        return clock.instant().isBefore(last.plus(moment));
    }

    Optional<Session> session(String workerId) {
        return Optional.ofNullable(sessions.get(workerId));
    }

    List<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    void announced(Session session, Announcement announcement) {
        session.announced();
        Announcement before = announcements.put(session.workerId(), announcement);
        if (!announcement.equals(before)) {
            catalogue = merge();
            keep(session.workerId(), announcement);
        }
    }

    private void keep(String workerId, Announcement announcement) {
        try {
            registry.saveAnnouncement(workerId, Uplink.encode(announcement));
        } catch (RuntimeException e) {
            log.error("What {} published is not on the disk yet", name(workerId), e);
        }
    }

    /** Builds the catalogue anew, after members have changed. */
    void refresh() {
        catalogue = merge();
    }

    private Catalogue merge() {
        Map<String, Announcement> present = new HashMap<>();
        Map<String, String> every = new TreeMap<>();
        for (RegistryStore.WorkerRecord worker : registry.workers()) {
            every.put(worker.id(), worker.name());
            Announcement announcement = announcements.get(worker.id());
            if (announcement != null && !worker.suspended()) {
                present.put(worker.id(), announcement);
            }
        }
        return new MergedCatalogue(present, every, Long.toString(version.incrementAndGet()));
    }

    /** Remembers a worker's identity key; false when it showed another one before. */
    boolean pin(String workerId, byte[] identity) {
        return registry.pinIdentity(workerId, identity);
    }

    /** Asked for in every round, hence not from the disk each time; names never change. */
    String name(String workerId) {
        String known = names.get(workerId);
        if (known != null) {
            return known;
        }
        Optional<String> name = registry.worker(workerId).map(RegistryStore.WorkerRecord::name);
        name.ifPresent(found -> names.put(workerId, found));
        return name.orElse(workerId);
    }

    @Override
    public List<Member> all() {
        return registry.workers().stream()
                .map(this::member)
                .sorted(Comparator.comparing(Member::name))
                .toList();
    }

    private Member member(RegistryStore.WorkerRecord worker) {
        Session session = sessions.get(worker.id());
        boolean live = session != null && session.ready();
        State state = worker.suspended() ? State.SUSPENDED : live ? State.CONNECTED : State.LOST;
        Announcement published = announcements.get(worker.id());
        List<String> datasets =
                published == null
                        ? List.of()
                        : published.datasets().stream()
                                .map(Announcement.Dataset::code)
                                .sorted()
                                .toList();
        return new Member(
                worker.id(),
                worker.name(),
                state,
                live ? clock.instant() : lastContact.get(worker.id()),
                session == null ? "" : session.software(),
                published == null ? "" : published.policy(),
                datasets);
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }
}
