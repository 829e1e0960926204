package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * R and scikit-learn on the pooled rows; what is not installed is left out.
 *
 * @param script name without ending of the two programs
 */
record Peers(Place place, Cohort cohort, String script) {
    static final String R = "R";
    static final String PYTHON = "Python";

    /** Times by program and name. */
    Map<String, Map<String, Seconds>> all() {
        Map<String, Map<String, Seconds>> all = new TreeMap<>();
        if (Commands.firstLine("Rscript", "-e", "cat(1)").isPresent()) {
            all.put(R, run(List.of("Rscript", place.script(script + ".R").toString())));
        } else {
            place.say().accept("no Rscript here: R is left out");
        }
        Optional<String> python = Commands.python();
        if (python.isPresent()) {
            all.put(PYTHON, run(List.of(python.get(), place.script(script + ".py").toString())));
        } else {
            place.say().accept("no Python with sklearn (KOINON_PYTHON): left out");
        }
        return all;
    }

    /** Times by names, which no two programs share. */
    Map<String, Seconds> byName() {
        Map<String, Seconds> times = new TreeMap<>();
        all().values().forEach(times::putAll);
        return times;
    }

    private Map<String, Seconds> run(List<String> program) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(cohort.pooled().toString(), String.valueOf(cohort.rows()), "3"));
        place.say().accept(String.join(" ", command));
        Map<String, Seconds> times = new TreeMap<>();
        for (String line : Commands.output(command, Map.of()).lines().toList()) {
            List<String> words = Arrays.asList(line.strip().split("\\s+", -1));
            times.put(
                    words.getFirst(),
                    new Seconds(
                            words.subList(1, words.size()).stream()
                                    .map(Double::parseDouble)
                                    .toList()));
        }
        return times;
    }
}
