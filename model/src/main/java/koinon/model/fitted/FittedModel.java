package koinon.model.fitted;

import java.util.List;

/**
 * A model that predicts something from the values of one patient.
 *
 * @param algorithm name of what fitted it
 * @param outcome what is predicted; none where that is no variable, as a cluster
 * @param inputs variables it reads
 */
public record FittedModel(String algorithm, List<Input> outcome, List<Input> inputs, Rule rule) {
    public FittedModel {
        outcome = List.copyOf(outcome);
        inputs = List.copyOf(inputs);
        if (outcome.size() > 1) {
            throw new IllegalArgumentException(outcome.size() + " outcomes of one model");
        }
    }

    /**
     * A variable.
     *
     * @param levels codes of those that the model knows; empty for a numerical variable
     */
    public record Input(String code, String label, List<String> levels) {
        public Input {
            levels = List.copyOf(levels);
        }

        public boolean numerical() {
            return levels.isEmpty();
        }
    }

    /** The input of a code. */
    public Input input(String code) {
        return inputs.stream()
                .filter(input -> input.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no input " + code));
    }
}
