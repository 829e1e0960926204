package koinon.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A hospital of the synthetic cohort.
 *
 * @param name for people
 * @param code of its dataset
 * @param number counted from 1; its rows depend on it and on nothing else
 * @param rows how many patients it has
 */
record Hospital(String name, String code, int number, int rows) {
    private static final List<String> CITIES =
            List.of(
                    "Geneva",
                    "Lausanne",
                    "Lyon",
                    "Milan",
                    "Naples",
                    "Oslo",
                    "Paris",
                    "Rome",
                    "Seville",
                    "Turin",
                    "Vienna",
                    "Zurich");

    /** Rows of the first hospitals; the third is small. Those after them begin again. */
    private static final int[] SIZES = {412, 386, 74, 397, 441, 405, 429, 372};

    /** Hospitals whose codes are in the order of their numbers. */
    static List<Hospital> some(int count) {
        List<Hospital> hospitals = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String name = count <= CITIES.size() ? CITIES.get(number - 1) : "Hospital " + number;
            String code =
                    count <= CITIES.size()
                            ? name.toLowerCase(Locale.ROOT)
                            : String.format(Locale.ROOT, "hospital%03d", number);
            hospitals.add(new Hospital(name, code, number, SIZES[(number - 1) % SIZES.length]));
        }
        return hospitals;
    }
}
