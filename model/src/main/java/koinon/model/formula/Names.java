package koinon.model.formula;

import java.util.regex.Pattern;

/** Names of variables as a formula writes them. */
final class Names {
    /** What needs no back-ticks: letters, digits, underscores and dots, not all of them digits. */
    static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{Nd}_.]*[\\p{L}_][\\p{L}\\p{Nd}_.]*");

    private Names() {}

    static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "`" + name + "`";
    }
}
