package koinon.worker;

import java.util.concurrent.Executor;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.privacy.Gate;
import koinon.privacy.masks.Keyring;
import koinon.privacy.masks.SiteKeys;
import koinon.wire.link.Link;
import koinon.wire.link.LinkListener;
import koinon.wire.link.Timers;
import koinon.wire.message.FromMaster;
import koinon.wire.message.Protocol;
import koinon.wire.message.Uplink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's side of the conversation: greets, publishes, keeps the heartbeat and hands rounds to
 * {@link Rounds} on another thread. Messages may come twice or late; all of them can be repeated.
 * What it cannot send because the link is gone is asked for again by the master.
 */
public final class Attendant implements LinkListener {
    private static final Logger log = LoggerFactory.getLogger(Attendant.class);

    /** A link that is silent for so many heartbeats is taken for dead. */
    private static final int SILENT_BEATS = 4;

    /** Within this time a link must be made welcome; else greeting was lost on the way. */
    private static final long FIRST_WORD_MILLIS = 15_000;

    private final Rounds rounds;
    private final Holdings holdings;
    private final Gate gate;
    private final Environment environment;
    private volatile @Nullable Link current;
    private volatile boolean welcome;
    private volatile long lastHeard;
    private volatile long patience;

    /**
     * What surrounds an attendant.
     *
     * @param compute where rounds are computed
     * @param keys this site's keys of the present epoch
     */
    public record Environment(
            Timers timers,
            Executor compute,
            java.util.function.Supplier<SiteKeys> keys,
            Protocol protocol,
            String software) {}

    public Attendant(Rounds rounds, Holdings holdings, Gate gate, Environment environment) {
        this.rounds = rounds;
        this.holdings = holdings;
        this.gate = gate;
        this.environment = environment;
    }

    @Override
    public void opened(Link link) {
        welcome = false;
        current = link;
        lastHeard = environment.timers().nowMillis();
        send(
                link,
                Uplink.hello(
                        environment.protocol(),
                        environment.software(),
                        environment.keys().get().shown()));
        environment
                .timers()
                .after(
                        FIRST_WORD_MILLIS,
                        () -> {
                            if (link.equals(current) && !welcome) {
                                link.close("the master did not answer the greeting");
                            }
                        });
    }

    @Override
    public void closed(Link link, String reason) {
        if (link.equals(current)) {
            current = null;
            welcome = false;
            log.info("The link to the master is closed: {}", reason);
        }
    }

    @Override
    public void received(Link link, byte[] message) {
        lastHeard = environment.timers().nowMillis();
        try {
            FromMaster.parse(message).ifPresent(m -> handle(link, m));
        } catch (KoinonException e) {
            link.close(e.text());
        } catch (RuntimeException e) {
            log.error("A message of the master was not understood; connecting anew", e);
            link.close("a message could not be handled");
        }
    }

    private void handle(Link link, FromMaster message) {
        switch (message) {
            case FromMaster.Welcome w -> welcomed(link, w);
            case FromMaster.Refusal r -> {
                log.error("The master refuses this worker ({}): {}", r.code(), r.message());
                link.close("refused by the master");
            }
            case FromMaster.Ping p -> send(link, Uplink.pong(p.number()));
            case FromMaster.Finish f -> rounds.finish(f.experiment());
            case FromMaster.Prepare p ->
                    environment
                            .compute()
                            .execute(() ->
                                    send(
                                            link,
                                            Uplink.standing(
                                                    p.experiment(),
                                                    rounds.standing(p.question()))));
            case FromMaster.Round r -> environment.compute().execute(() -> round(link, r));
        }
    }

    private void welcomed(Link link, FromMaster.Welcome w) {
        log.info("Connected to {} as {}", w.federation(), w.displayName());
        welcome = true;
        publish();
        watch(link, Math.max(1, w.heartbeat().toMillis()) * SILENT_BEATS);
    }

    /** Tells the master what is published here now; after every change of the holdings. */
    public void publish() {
        Link link = current;
        if (link != null && welcome) {
            send(link, Uplink.announce(gate.publish(holdings.announcement())));
        }
    }

    /** Begins a new key epoch when it is time and no experiment is under way. */
    public void renewKeys(Keyring keyring) {
        Link link = current;
        if (rounds.idle() && keyring.renew() && link != null) {
            link.close("a new key epoch begins");
        }
    }

    private void round(Link link, FromMaster.Round call) {
        String experiment = "";
        try {
            experiment = koinon.wire.message.Header.parse(call.header()).experiment();
            String id = experiment;
            rounds.answer(call)
                    .ifPresentOrElse(
                            answer -> send(link, Uplink.answer(id, call.round(), answer)),
                            () -> send(link, Uplink.historyWanted(id, call.round())));
        } catch (KoinonException e) {
            if (e.code() != ErrorCode.CANCELLED) {
                log.warn("Experiment {} round {}: {}", experiment, call.round(), e.text());
                send(link, Uplink.failure(experiment, call.round(), e));
            }
        } catch (RuntimeException | Error e) {
            // Out of memory, for example: the master must hear of it rather than wait.
            log.error("Experiment {} round {} failed", experiment, call.round(), e);
            KoinonException shown =
                    new KoinonException(
                            ErrorCode.SITE_FAILED, "the local step failed; see the site's log");
            send(link, Uplink.failure(experiment, call.round(), shown));
        }
    }

    private static void send(Link link, byte[] message) {
        try {
            link.send(message);
        } catch (IllegalStateException _) {
            log.debug("Not sent, the link is closed; the master will ask again");
        }
    }

    /** Closes a link on which nothing was heard for a time, so that the dialer makes a new one. */
    private void watch(Link link, long silenceMillis) {
        patience = silenceMillis;
        environment.timers().after(silenceMillis, () -> check(link, silenceMillis));
    }

    private void check(Link link, long silenceMillis) {
        if (!link.equals(current) || patience != silenceMillis) {
            return;
        }
        long silent = environment.timers().nowMillis() - lastHeard;
        if (silent >= silenceMillis) {
            link.close("nothing heard from the master for " + silent + " ms");
        } else {
            environment.timers().after(silenceMillis - silent, () -> check(link, silenceMillis));
        }
    }
}
