package koinon.cli.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws one patient. A hidden severity, driven by age, genes, education, family and diabetes, moves
 * diagnosis, cognition, volumes and markers together, so that models fitted to the cohort find what
 * the literature finds. The numbers are plausible, not estimates of anything.
 *
 * <pre>
 *   severity = −0.5 + 0.07 (age − 72) + 0.85 apoe4 − 0.07 (education − 12) + 0.4 family
 *              + 0.3 diabetes + shift of the hospital + N(0, 1)
 *   decline  = 1 / (1 + exp(1.2 − 1.5 severity))                 in 0..1, hidden too
 *   CN where severity &lt; −0.2, MCI below 0.9, else AD
 * </pre>
 */
final class Patient {
    private final RandomGenerator random;
    private final Map<String, Object> values = new HashMap<>();
    private final double age;
    private final boolean male;
    private final double education;
    private final double severity;
    private final double decline;

    private Patient(RandomGenerator random, double shift) {
        this.random = random;
        this.age = clamp(random.nextGaussian(72, 8.5), 48, 96);
        this.male = random.nextDouble() < 0.45;
        this.education = clamp(Math.rint(random.nextGaussian(12.5, 3.6)), 3, 23);
        int apoe4 = (random.nextDouble() < 0.2 ? 1 : 0) + (random.nextDouble() < 0.2 ? 1 : 0);
        int family = random.nextDouble() < 0.28 ? 1 : 0;
        int diabetes = random.nextDouble() < 0.16 ? 1 : 0;
        this.severity =
                -0.5
                        + 0.07 * (age - 72)
                        + 0.85 * apoe4
                        - 0.07 * (education - 12)
                        + 0.4 * family
                        + 0.3 * diabetes
                        + shift
                        + random.nextGaussian();
        this.decline = 1 / (1 + StrictMath.exp(1.2 - 1.5 * severity));
        values.put("apoe4", apoe4);
        values.put("family_history", family);
        values.put("diabetes", diabetes);
    }

    /**
     * The values of one patient by variable: numbers, whole numbers, or codes of levels. What does
     * not apply is absent.
     *
     * @param shift of the hospital's patients on the scale of severity
     */
    static Map<String, Object> draw(RandomGenerator random, double shift) {
        Patient patient = new Patient(random, shift);
        patient.person();
        patient.cognition();
        patient.volumes();
        patient.laboratory();
        patient.vascular();
        return patient.values;
    }

    private void person() {
        values.put("age", age);
        values.put("sex", male ? "M" : "F");
        values.put("education", education);
        values.put("handedness", random.nextDouble() < 0.91 ? "R" : "L");
        values.put("diagnosis", severity < -0.2 ? "CN" : severity < 0.9 ? "MCI" : "AD");
        double symptoms = 1.5 + 4 * decline + random.nextGaussian(0, 1.2);
        if (severity >= -0.2) {
            values.put("symptom_years", symptoms);
        }
    }

    private void cognition() {
        double ability = 0.1 * (education - 12);
        values.put("mmse", 29.4 - 9.5 * decline * decline + ability + random.nextGaussian(0, 1.3));
        values.put("adas_cog", 8 + 30 * decline - 2 * ability + random.nextGaussian(0, 4));
        values.put(
                "verbal_fluency",
                22 - 11 * decline - 0.12 * (age - 72) + 3 * ability + random.nextGaussian(0, 4));
        double rating = decline + random.nextGaussian(0, 0.08);
        values.put("cdr", rating < 0.2 ? "0" : rating < 0.6 ? "0.5" : rating < 0.9 ? "1" : "2");
    }

    private void volumes() {
        double skull = 1_380 + (male ? 150 : 0) + random.nextGaussian(0, 95);
        double size = skull / 1_450;
        double left =
                3.45 * size - 0.016 * (age - 72) - 0.95 * decline + random.nextGaussian(0, 0.27);
        values.put("intracranial", skull);
        values.put("left_hippocampus", left);
        values.put("right_hippocampus", 0.25 + 0.95 * left + random.nextGaussian(0, 0.13));
        values.put("left_entorhinal", 1.9 * size - 0.55 * decline + random.nextGaussian(0, 0.2));
        values.put(
                "ventricles",
                exp(3.35 + 0.028 * (age - 72) + 0.45 * decline + random.nextGaussian(0, 0.3)));
        values.put(
                "grey_matter",
                610 * size - 2.1 * (age - 72) - 45 * decline + random.nextGaussian(0, 24));
    }

    private void laboratory() {
        double carrier = ((Number) values.getOrDefault("apoe4", 0)).intValue();
        values.put(
                "csf_abeta42", 1_080 - 430 * decline - 110 * carrier + random.nextGaussian(0, 170));
        double tau = exp(5.45 + 0.75 * decline + random.nextGaussian(0, 0.28));
        values.put("csf_tau", tau);
        values.put("csf_ptau", 0.095 * tau * exp(random.nextGaussian(0, 0.12)));
        values.put("cholesterol", 5.3 - (male ? 0.3 : 0) + random.nextGaussian(0, 1));
        boolean diabetic = ((Number) values.getOrDefault("diabetes", 0)).intValue() == 1;
        values.put("hba1c", (diabetic ? 7.3 : 5.5) + random.nextGaussian(0, diabetic ? 1.1 : 0.35));
        values.put("vitamin_b12", exp(5.8 + random.nextGaussian(0, 0.35)));
    }

    private void vascular() {
        double bmi = exp(3.24 + random.nextGaussian(0, 0.15));
        values.put("bmi", bmi);
        values.put(
                "systolic",
                134 + 0.45 * (age - 72) + 0.9 * (bmi - 26) + random.nextGaussian(0, 15));
        double smoking = random.nextDouble();
        values.put("smoking", smoking < 0.52 ? "never" : smoking < 0.86 ? "former" : "current");
    }

    /** The same bits on every machine, so that everyone's cohort is the same. */
    private static double exp(double x) {
        return StrictMath.exp(x);
    }

    private static double clamp(double value, double min, double max) {
        return Math.min(max, Math.max(min, value));
    }
}
