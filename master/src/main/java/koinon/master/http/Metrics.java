package koinon.master.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Experiments;
import koinon.master.federation.Meter;
import koinon.master.registry.Members;

/** What the master counts and times, for Prometheus. Labels name algorithms, never analysts. */
public final class Metrics implements Meter, AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    public Metrics() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    @Override
    public void roundTook(String algorithm, Duration duration) {
        Timer.builder("koinon.round.duration")
                .description("Time from sending a round to its last answer")
                .tag("algorithm", algorithm)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1))
                .register(registry)
                .record(duration);
    }

    @Override
    public void ended(String algorithm, Experiment.State state) {
        registry.counter(
                        "koinon.experiments.ended",
                        "algorithm",
                        algorithm,
                        "state",
                        state.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void observe(Experiments experiments, Members members) {
        gauge("koinon.experiments.running", experiments, e -> e.load().running());
        gauge("koinon.experiments.queued", experiments, e -> e.load().queued());
        gauge("koinon.workers.known", members, m -> m.all().size());
        gauge("koinon.workers.connected", members, Metrics::connected);
    }

    static int connected(Members members) {
        return (int)
                members.all().stream().filter(m -> m.state() == Members.State.CONNECTED).count();
    }

    /** Whether there are workers and none that should be here is missing. */
    public static boolean complete(Members members) {
        return connected(members) > 0
                && members.all().stream().noneMatch(m -> m.state() == Members.State.LOST);
    }

    private <T> void gauge(String name, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).strongReference(true).register(registry);
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
