package koinon.testbed.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import koinon.model.request.Filter;
import koinon.model.request.Parameter;
import koinon.model.request.Request;
import koinon.privacy.Policy;

/** A federation, questions and misfortunes, all drawn from one seed. */
final class Schedule {
    /** Faults begin before this moment. */
    static final long FAULTS_MILLIS = 90_000;

    /** From now on everything is up and calm. */
    static final long CALM_MILLIS = 250_000;

    private static final long RETRY_MILLIS = 700;

    private final SimulatedFederation federation;
    private final Simulation simulation;
    private final RandomGenerator random;

    Schedule(SimulatedFederation federation) {
        this.federation = federation;
        this.simulation = federation.simulation();
        this.random = simulation.random();
    }

    static List<Site> sites(RandomGenerator random) {
        List<Site> sites = new ArrayList<>();
        int count = random.nextInt(1, 7);
        int policies = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            boolean strict = policies == 0 || policies == 1 && random.nextBoolean();
            TreeMap<String, double[]> datasets = new TreeMap<>();
            datasets.put("d" + i, values(random));
            if (random.nextInt(4) == 0) {
                datasets.put("e" + i, values(random));
            }
            sites.add(
                    new Site(
                            "worker-" + i,
                            "Hospital " + i,
                            strict ? Policy.STRICT : Policy.VALIDATION,
                            datasets));
        }
        return sites;
    }

    private static double[] values(RandomGenerator random) {
        double[] values = new double[random.nextInt(4) == 0 ? random.nextInt(15) : 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(20) == 0 ? Double.NaN : random.nextInt(-1000, 1001);
        }
        return values;
    }

    static Request question(List<String> datasets, int rounds, String fault, String algorithm) {
        TreeMap<String, Parameter> parameters = new TreeMap<>();
        parameters.put("rounds", new Parameter.Int(rounds));
        parameters.put("fault", new Parameter.Text(fault));
        return new Request(
                algorithm,
                MemoryHoldings.MODEL,
                datasets,
                List.of(MemoryHoldings.VARIABLE),
                List.of(),
                Filter.all(),
                parameters);
    }

    static List<String> datasets(List<Site> sites) {
        return sites.stream().flatMap(s -> s.datasets().keySet().stream()).toList();
    }

    /** Plans questions and faults. */
    void plan() {
        int questions = random.nextInt(1, 8);
        for (int i = 0; i < questions; i++) {
            String owner = "owner " + random.nextInt(2);
            Request request = question();
            simulation.after(random.nextLong(60_000), () -> ask(owner, request));
        }
        if (random.nextBoolean()) {
            federation
                    .network()
                    .weather(
                            new Weather(
                                    random.nextInt(1, 300),
                                    random.nextDouble() * 0.15,
                                    random.nextDouble() * 0.3,
                                    random.nextDouble() * 0.3));
        }
        int faults = random.nextInt(10);
        for (int i = 0; i < faults; i++) {
            simulation.after(random.nextLong(FAULTS_MILLIS), this::fault);
        }
        simulation.after(CALM_MILLIS, this::calm);
    }

    private Request question() {
        List<String> all = datasets(federation.sites());
        List<String> some = all.stream().filter(_ -> random.nextInt(5) > 0).toList();
        String fault =
                switch (random.nextInt(16)) {
                    case 0 -> "local";
                    case 1 -> "global";
                    case 2 -> "defect";
                    default -> "none";
                };
        return question(
                some.isEmpty() ? all : some,
                random.nextInt(1, IteratedSums.MOST_ROUNDS + 1),
                fault,
                random.nextBoolean() ? IteratedSums.POOLED : IteratedSums.WITH_SITES);
    }

    /** As a client does: again until the master is there and knows the datasets. */
    private void ask(String owner, Request request) {
        federation
                .submit(owner, request)
                .ifPresentOrElse(
                        this::perhapsCancel,
                        () -> simulation.after(RETRY_MILLIS, () -> ask(owner, request)));
    }

    private void perhapsCancel(String id) {
        if (random.nextInt(6) == 0) {
            simulation.after(random.nextLong(8_000), () -> federation.cancel(id));
        }
    }

    private void fault() {
        List<Site> sites = federation.sites();
        String worker = sites.get(random.nextInt(sites.size())).id();
        switch (random.nextInt(7)) {
            case 0, 1 -> federation.network().cut(worker);
            case 2 -> federation.network().stall(worker);
            case 3 -> {
                federation.crashWorker(worker);
                simulation.after(outage(), () -> federation.startWorker(worker));
            }
            case 4 -> {
                federation.crashMaster();
                simulation.after(random.nextLong(20_000), federation::startMaster);
            }
            case 5 -> {
                federation.network().reachable(worker, false);
                federation.network().stall(worker);
                simulation.after(outage(), () -> federation.network().reachable(worker, true));
            }
            default -> {
                federation.diskFull(true);
                simulation.after(random.nextLong(20_000), () -> federation.diskFull(false));
            }
        }
    }

    /** Mostly short; sometimes longer than a round may wait. */
    private long outage() {
        return random.nextInt(5) == 0 ? random.nextLong(100_000, 160_000) : random.nextLong(30_000);
    }

    private void calm() {
        federation.network().weather(Weather.CALM);
        federation.diskFull(false);
        federation.startMaster();
        for (Site site : federation.sites()) {
            federation.network().reachable(site.id(), true);
            federation.startWorker(site.id());
        }
    }
}
