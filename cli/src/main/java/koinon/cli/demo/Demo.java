package koinon.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import koinon.cli.api.MasterApi;
import koinon.cli.home.DemoRecord;
import koinon.cli.terminal.Terminal;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * A real federation on one machine: a master and workers as processes of their own, everything
 * bound to loopback. Each demo begins anew: what an earlier one left in the home is replaced.
 * Whatever goes wrong on the way, what was started is stopped again.
 */
final class Demo {
    private final DemoSettings settings;
    private final Terminal terminal;
    private final List<String> serverFlags;
    private final AtomicBoolean keep = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();

    Demo(DemoSettings settings, Terminal terminal, List<String> serverFlags) {
        this.settings = settings;
        this.terminal = terminal;
        this.serverFlags = serverFlags;
    }

    /** Starts it, and stays unless it is to go on alone. Returns the exit code. */
    int run() {
        try (FileChannel lock = lock();
                FileLock held = lock.tryLock()) {
            requireNoOther(held != null);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stop));
            Federation federation = start();
            terminal.err(
                    "The demo publishes every dataset by itself, with proposed bounds of its"
                            + " variables; see \"bounds\" in "
                            + settings.url()
                            + "/api/v1/data-models/ID");
            if (settings.detach()) {
                keep.set(true);
                terminal.out(
                        "ready: "
                                + settings.url()
                                + " with "
                                + settings.workers()
                                + (settings.workers() == 1 ? " worker" : " workers")
                                + "; stop with: "
                                + stopCommand());
                return 0;
            }
            sample();
            terminal.out("");
            terminal.out(
                    "Portal and API: " + terminal.bold(settings.url()) + "  (Ctrl-C ends all)");
            return federation.stay(stopping::get);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + settings.home(), e);
        }
    }

    private FileChannel lock() throws IOException {
        Files.createDirectories(settings.home());
        return FileChannel.open(
                settings.home().resolve("demo.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private void requireNoOther(boolean locked) {
        Optional<DemoRecord> other = DemoRecord.read(settings.home()).filter(DemoRecord::running);
        if (other.isPresent() || !locked) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "a demo runs already in "
                            + settings.home()
                            + other.map(record -> " (" + record.url() + ")").orElse("")
                            + "; stop it with: "
                            + stopCommand());
        }
        Ports.requireFree(settings.port(), "--port");
    }

    private String stopCommand() {
        Path usual = Path.of(System.getProperty("user.home", "."), ".koinon");
        return "./koinon demo stop"
                + (settings.home().equals(usual) ? "" : " --home '" + settings.home() + "'");
    }

    private Federation start() throws IOException {
        int federationPort = Ports.federation(settings.federationPort());
        DemoRecord.delete(settings.home());
        Map<String, String> hospitals = Map.of();
        if (settings.synthetic()) {
            Folders.renew(settings.data());
            hospitals = Cohort.write(settings.data(), settings.workers());
        }
        Path master = settings.home().resolve("master");
        Path workers = settings.home().resolve("workers");
        Folders.renew(master);
        Folders.renew(workers);
        List<DemoWorker> spread = Layout.spread(settings, workers, hospitals);
        String classPath = ClassPath.keep(settings.home().resolve("lib"));
        Launcher launcher = new Launcher(settings, serverFlags, classPath);
        Federation federation = new Federation(launcher, new MasterApi(settings.url()), terminal);
        federation.start(master, federationPort, spread);
        return federation;
    }

    private void sample() {
        try {
            new Sample(new MasterApi(settings.url()), terminal).run(settings.synthetic());
        } catch (KoinonException e) {
            // The federation stands; a sample that cannot be had is no reason to end it.
            terminal.error("the sample analysis failed: " + e.text());
        }
    }

    private void stop() {
        stopping.set(true);
        if (!keep.get()) {
            DemoRecord.read(settings.home())
                    .map(record -> new Stopper(terminal).stop(settings.home(), record))
                    .ifPresent(count -> terminal.err("stopped " + count + " processes"));
        }
    }
}
