package koinon.model.metadata;

import java.util.List;

/**
 * One variable of a data model (a CDE).
 *
 * @param code name in files and requests
 * @param levels allowed values in the order of the data model; empty unless categorical
 * @param units free text, may be empty
 */
public record Variable(
        String code,
        String label,
        String description,
        SqlType type,
        boolean categorical,
        List<Level> levels,
        Range range,
        String units,
        String methodology) {

    public Variable {
        levels = List.copyOf(levels);
        if (code.isBlank()) {
            throw new IllegalArgumentException("a variable needs a code");
        }
    }

    /** Numbers to calculate with: int or real, and not an enumeration. */
    public boolean numerical() {
        return !categorical && type != SqlType.TEXT;
    }

    public Variable withLevels(List<Level> others) {
        return new Variable(
                code, label, description, type, categorical, others, range, units, methodology);
    }

    /** How this numerical variable changes from one visit to another. */
    public Variable difference(String name) {
        Range change = new Range(range.min() - range.max(), range.max() - range.min());
        return new Variable(
                name,
                "Change of " + label,
                description,
                type,
                false,
                List.of(),
                change,
                units,
                methodology);
    }

    /** Position of a level's code, or -1. */
    public int levelIndex(String levelCode) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).code().equals(levelCode)) {
                return i;
            }
        }
        return -1;
    }
}
