package koinon.model.spec;

/**
 * What an algorithm takes as y or as x.
 *
 * @param min fewest variables; 0 makes the input optional
 * @param max most variables; Integer.MAX_VALUE for any number
 * @param levels exact number of levels a categorical variable must have; 0 for any
 */
public record VariableSpec(
        String label,
        String description,
        boolean numerical,
        boolean categorical,
        int min,
        int max,
        int levels) {
    public static final int MANY = Integer.MAX_VALUE;

    public static VariableSpec numerical(String label, String description, int min, int max) {
        return new VariableSpec(label, description, true, false, min, max, 0);
    }

    public static VariableSpec categorical(String label, String description, int min, int max) {
        return new VariableSpec(label, description, false, true, min, max, 0);
    }

    public static VariableSpec any(String label, String description, int min, int max) {
        return new VariableSpec(label, description, true, true, min, max, 0);
    }

    public static VariableSpec none() {
        return new VariableSpec("", "", false, false, 0, 0, 0);
    }
}
