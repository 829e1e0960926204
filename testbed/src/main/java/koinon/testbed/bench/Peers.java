package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** R and scikit-learn on the pooled rows; what is not installed is left out. */
record Peers(Place place, Cohort cohort) {
    /** Times of fits by their names. */
    Map<String, Seconds> run() {
        Map<String, Seconds> all = new TreeMap<>();
        if (Commands.firstLine("Rscript", "-e", "cat(1)").isPresent()) {
            all.putAll(run(List.of("Rscript", place.script("regression.R").toString())));
        } else {
            place.say().accept("no Rscript here: R is left out");
        }
        Optional<String> python = Commands.python();
        if (python.isPresent()) {
            all.putAll(run(List.of(python.get(), place.script("regression.py").toString())));
        } else {
            place.say().accept("no Python with sklearn (KOINON_PYTHON): left out");
        }
        return all;
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
