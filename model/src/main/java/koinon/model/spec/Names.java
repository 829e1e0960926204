package koinon.model.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names in messages: shortened, counted, and the nearest ones suggested. */
final class Names {
    private static final int LONGEST = 80;
    private static final int SUGGESTIONS = 3;

    private Names() {}

    /** The name in at most 80 printable characters. */
    static String shorten(String name) {
        String printable =
                name.codePoints()
                        .limit(LONGEST + 1L)
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return printable.length() <= LONGEST
                ? printable
                : printable.substring(0, LONGEST - 3) + "...";
    }

    /** " (near it: a, b)", or nothing when no known name is near. */
    static String suggestion(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return "";
        }
        int furthest = Math.max(2, name.length() / 3);
        List<String> near =
                known.stream()
                        .filter(other -> Math.abs(other.length() - name.length()) <= furthest)
                        .filter(other -> distance(name, other) <= furthest)
                        .sorted(Comparator.comparingInt((String other) -> distance(name, other)))
                        .limit(SUGGESTIONS)
                        .toList();
        return near.isEmpty() ? "" : " (near it: " + String.join(", ", near) + ")";
    }

    /** The names as a list for a message, cut where it gets long. */
    static String list(Collection<String> names) {
        String shown =
                names.stream().limit(10).map(Names::shorten).collect(Collectors.joining(", "));
        return names.size() > 10 ? shown + ", ..." : shown;
    }

    /** "1 variable", "at least 1 variable", "2 to 4 variables". */
    static String howMany(int min, int max, String thing) {
        if (max == 0) {
            return "no " + thing + "s";
        }
        if (min == max) {
            return "exactly " + min + " " + thing + (min == 1 ? "" : "s");
        }
        if (max == VariableSpec.MANY) {
            return "at least " + min + " " + thing + (min == 1 ? "" : "s");
        }
        return min + " to " + max + " " + thing + "s";
    }

    /** A bound as one writes it: 1 rather than 1.0, 0.05 as it is. */
    static String bound(double value) {
        return Math.rint(value) == value && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Levenshtein's distance, ignoring case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
