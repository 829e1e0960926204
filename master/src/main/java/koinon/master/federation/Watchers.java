package koinon.master.federation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Experiments.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who watch experiments. A slow watcher misses states in between, never the last one, and
 * delays nobody.
 */
final class Watchers {
    private static final Logger log = LoggerFactory.getLogger(Watchers.class);

    private final Executor executor;
    private final Map<String, List<Watch>> watches = new ConcurrentHashMap<>();

    Watchers(Executor executor) {
        this.executor = executor;
    }

    private final class Watch implements Subscription {
        private final String id;
        private final Consumer<Experiment> watcher;
        private final AtomicReference<@Nullable Experiment> latest = new AtomicReference<>();
        private final Loop loop = new Loop(executor);

        Watch(String id, Consumer<Experiment> watcher) {
            this.id = id;
            this.watcher = watcher;
        }

        void tell(Experiment experiment) {
            if (latest.getAndSet(experiment) == null) {
                loop.execute(this::deliver);
            }
        }

        private void deliver() {
            Experiment experiment = latest.getAndSet(null);
            if (experiment == null) {
                return;
            }
            try {
                watcher.accept(experiment);
            } catch (RuntimeException e) {
                log.debug("A watcher failed and is dropped", e);
                close();
            }
        }

        @Override
        public void close() {
            watches.computeIfPresent(
                    id,
                    (_, list) -> {
                        list.remove(this);
                        return list.isEmpty() ? null : list;
                    });
        }
    }

    /** Begins with the present state, which the caller gives. */
    Subscription watch(Experiment present, Consumer<Experiment> watcher) {
        Watch watch = new Watch(present.id(), watcher);
        if (!present.state().ended()) {
            watches.computeIfAbsent(present.id(), _ -> new CopyOnWriteArrayList<>()).add(watch);
        }
        watch.tell(present);
        return watch;
    }

    void tell(Experiment experiment) {
        List<Watch> list =
                experiment.state().ended()
                        ? watches.remove(experiment.id())
                        : watches.get(experiment.id());
        if (list != null) {
            list.forEach(w -> w.tell(experiment));
        }
    }
}
