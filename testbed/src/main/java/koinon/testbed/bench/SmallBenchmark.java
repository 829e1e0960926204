package koinon.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Small experiments: descriptive statistics of one variable over three workers with TLS and masks,
 * asked through the native API and followed by server-sent events to the end, as the portal does.
 * The client shares the machine with the four processes.
 */
final class SmallBenchmark implements Benchmark {
    private static final int WORKERS = 3;

    /** Times the count: until the compilers of four processes are done on two cores. */
    private static final int WARM_UP = 3;

    private static final String MODEL = "memory_clinic:1.0";

    /** Times of all experiments, and of them together. */
    private record Volley(Seconds each, double all) {
        double perSecond() {
            return each.sorted().size() / all;
        }
    }

    @Override
    public String name() {
        return "small";
    }

    @Override
    public String title() {
        return "Small experiments";
    }

    @Override
    public Findings run(Place place) {
        int count = place.quick() ? 100 : 1_000;
        try (RunningDemo demo = RunningDemo.start(place, WORKERS, Optional.empty())) {
            ObjectNode request = request(demo);
            place.say().accept("warming up");
            volley(demo, request, WARM_UP * count, 16);
            Volley alone = volley(demo, request, count, 1);
            Volley together = volley(demo, request, count, 16);
            return new Findings(
                    List.of(
                            new Findings.Table(
                                    List.of("at once", "per second", "p50, ms", "p99, ms"),
                                    List.of(row("1", alone), row("16", together)))),
                    List.of(
                            count
                                    + " experiments each, after "
                                    + (WARM_UP * count)
                                    + " to warm up. Afterwards resident: master "
                                    + Goal.number(demo.ofMaster("VmRSS"))
                                    + " MB, largest worker "
                                    + Goal.number(demo.ofWorkers("VmRSS").getFirst())
                                    + " MB."),
                    List.of(
                            Goal.atLeast(
                                    "small experiments, 16 at once",
                                    together.perSecond(),
                                    100,
                                    "per second")));
        }
    }

    private static List<String> row(String name, Volley volley) {
        return List.of(
                name,
                Goal.number(volley.perSecond()),
                Goal.number(1000 * volley.each().median()),
                Goal.number(1000 * volley.each().quantile(0.99)));
    }

    private static ObjectNode request(RunningDemo demo) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("algorithm", "descriptive_stats").put("dataModel", MODEL);
        ArrayNode datasets = request.putArray("datasets");
        for (JsonNode dataset : demo.api().get("datasets").path("datasets")) {
            datasets.add(dataset.path("code").asText());
        }
        request.putArray("y").add("mmse");
        request.putArray("x");
        request.putNull("filter");
        request.putObject("parameters");
        return request;
    }

    private static Volley volley(RunningDemo demo, ObjectNode request, int count, int atOnce) {
        long begin = System.nanoTime();
        List<Double> times = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(atOnce)) {
            List<Future<Double>> waiting = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                waiting.add(clients.submit(() -> Seconds.once(() -> demo.run(request))));
            }
            for (Future<Double> one : waiting) {
                times.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an experiment failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return new Volley(new Seconds(times), (System.nanoTime() - begin) / 1e9);
    }
}
