package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.algorithms.KaplanMeier.Group;
import koinon.algorithms.KaplanMeier.Survival;
import koinon.algorithms.SurvivalCurve.Point;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.request.Parameter;
import koinon.model.result.Plot;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {
    private static final Cohort PATIENTS = SyntheticCohort.SURVIVAL;
    private static final Ask ASK = Ask.of("kaplan_meier").with("event_level", "dead");
    private static final Ask DAYS =
            ASK.y("days", "status").with("time_step", new Parameter.Real(7));

    private static Survival survival(Ask ask, Cohort cohort) {
        return (Survival) ask.pooled(cohort).result();
    }

    /** Asked of three sites: one or two would not answer under a threshold. */
    private static Survival strict(int threshold, Cohort cohort) {
        Ask ask = DAYS.x("stage").strict(threshold);
        return (Survival) ask.of(cohort, cohort.byDataset(), Cut.WHOLE).result();
    }

    /** "+" marks a censored time, as people write them. */
    private static Cohort cohort(String times, String... groups) {
        String[] parts = times.split(" ");
        double[] time =
                Arrays.stream(parts)
                        .mapToDouble(t -> Double.parseDouble(t.replace("+", "")))
                        .toArray();
        String[] status =
                Arrays.stream(parts)
                        .map(t -> t.endsWith("+") ? "alive" : "dead")
                        .toArray(String[]::new);
        Cohort.Builder cohort =
                Cohort.rows(time.length)
                        .number("t", time)
                        .factor("s", List.of("alive", "dead"), status);
        return groups.length == 0
                ? cohort.build()
                : cohort.factor("g", List.of("b", "a", "c"), groups).build();
    }

    private static Ask about(String... x) {
        return ASK.y("t", "s").x(x);
    }

    /*
     * 1, 2, 2+, 4, 5+: at risk 5, 4, 2, 1; S = 4/5, 4/5 · 3/4 = 3/5, 3/5 · 1/2 = 3/10, and stays.
     * Greenwood to 4: 1/(5·4) + 1/(4·3) + 1/(2·1) = 19/30. Half is passed at 4.
     * Mean to 5: 1·1 + 1·4/5 + 2·3/5 + 1·3/10 = 3.3.
     */
    @Test
    void givesWhatPaperGives() {
        Group group = survival(about(), cohort("1 2 2+ 4 5+")).groups().getFirst();
        List<Point> points = group.curve().points();
        assertThat(points).extracting(Point::time).containsExactly(1.0, 2.0, 4.0, 5.0);
        assertThat(points).extracting(Point::atRisk).containsExactly(5L, 4L, 2L, 1L);
        near("S(4)", points.get(2).survival(), 0.3, 1e-15);
        near("S(5)", points.get(3).survival(), 0.3, 1e-15);
        double root = Math.sqrt(19.0 / 30);
        near("se", points.get(2).standardError(), 0.3 * root, 1e-14);
        near("lower", points.get(2).lower(), 0.3 * Math.exp(-1.959963984540054 * root), 1e-13);
        near("upper", points.get(2).upper(), 1, 0);
        near("median", group.median(), 4, 0);
        near("mean", group.restrictedMean(), 3.3, 1e-15);
    }

    /*
     * a: 1, 3; b: 2, 4+. At 1: n 4, E_a = 2/4; at 2: n 3, E_a = 1/3; at 3: n 2, E_a = 1/2.
     * V = 1/4 + 2/9 + 1/4 = 13/18; O_a − E_a = 2 − 4/3; χ² = (4/9) / (13/18) = 8/13.
     */
    @Test
    void comparesGroupsAsOnPaper() {
        Survival result = survival(about("g"), cohort("1 3 2 4+", "a", "a", "b", "b"));
        KaplanMeier.Test test = result.tests().getFirst();
        near("expected", test.expected().getFirst(), 4.0 / 3, 1e-15);
        near("chi squared", test.chiSquared(), 8.0 / 13, 1e-14);
        assertThat(test.df()).isEqualTo(1);
    }

    /** S is exactly ½ from 2 to 5: the middle, as R says. */
    @Test
    void takesTheMiddleOfAFlatMedian() {
        Group group = survival(about(), cohort("1 2 5 6")).groups().getFirst();
        near("median", group.median(), 3.5, 0);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("kaplan_meier");
        assertThat(cases).hasSize(5);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(golden.get("time").asText(), "status")
                            .x(Golden.texts(golden.get("group")))
                            .with("time_step", real(golden, "step"))
                            .with("conf_type", golden.get("conf_type").asText())
                            .with("confidence", real(golden, "level"))
                            .with("restricted_to", real(golden, "until"))
                            .with("rho", real(golden, "rho"))
                            .with(
                                    "at_risk_times",
                                    String.join(",", Golden.texts(golden.get("at"))));
            compare(survival(ask, PATIENTS), golden);
        }
    }

    private static Parameter real(JsonNode golden, String name) {
        return new Parameter.Real(Golden.one(golden.get(name)));
    }

    private static void compare(Survival result, JsonNode golden) {
        List<JsonNode> groups = Golden.list(golden.get("groups"));
        assertThat(result.groups()).hasSameSizeAs(groups);
        for (int g = 0; g < groups.size(); g++) {
            Group group = result.groups().get(g);
            JsonNode expected = groups.get(g);
            assertThat(group.curve().group()).isEqualTo(expected.get("group").asText());
            near("n", group.n(), expected.get("n").asDouble(), 0);
            points(group.curve().points(), expected);
            double[] summary = Golden.numbers(expected.get("summary"));
            near("median", group.median(), summary[0], 1e-12);
            near("lower of median", group.medianLower(), summary[1], 1e-12);
            near("upper of median", group.medianUpper(), summary[2], 1e-12);
            near("mean", group.restrictedMean(), summary[3], 1e-12);
            near("its error", group.restrictedMeanError(), summary[4], 1e-11);
            double[] shown = Golden.numbers(expected.get("shown"));
            for (int i = 0; i < shown.length; i++) {
                near("at risk", result.atRisk().counts().get(g).get(i), shown[i], 0);
            }
        }
        List<JsonNode> tests = Golden.list(golden.get("tests"));
        assertThat(result.tests()).hasSameSizeAs(tests);
        for (int i = 0; i < tests.size(); i++) {
            test(result.tests().get(i), tests.get(i));
        }
    }

    private static void points(List<Point> points, JsonNode golden) {
        column("time", golden, points.stream().map(p -> Statistic.of(p.time())).toList());
        column(
                "at_risk",
                golden,
                points.stream().map(p -> Statistic.of((double) p.atRisk())).toList());
        column(
                "events",
                golden,
                points.stream().map(p -> Statistic.of((double) p.events())).toList());
        column(
                "censored",
                golden,
                points.stream().map(p -> Statistic.of((double) p.censored())).toList());
        column("survival", golden, points.stream().map(p -> Statistic.of(p.survival())).toList());
        column("se", golden, points.stream().map(Point::standardError).toList());
        column("lower", golden, points.stream().map(Point::lower).toList());
        column("upper", golden, points.stream().map(Point::upper).toList());
    }

    private static void column(String name, JsonNode golden, List<Statistic> actual) {
        double[] expected = Golden.numbers(golden.get(name));
        assertThat(actual).as(name).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            near(name + " " + i, actual.get(i), expected[i], 1e-11);
        }
    }

    private static void test(KaplanMeier.Test test, JsonNode golden) {
        column("observed", golden, test.observed());
        column("expected", golden, test.expected());
        near("chi squared", test.chiSquared(), Golden.one(golden.get("chi_squared")), 1e-10);
        near("p", test.pValue(), Golden.one(golden.get("p")), 1e-10);
        assertThat(test.df()).isEqualTo(golden.get("df").asLong());
    }

    @Trials(40)
    void isTheCurveOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(DAYS.x("stage"), PATIENTS, random);
    }

    @Trials(20)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = DAYS.x("sex");
        assertThat(ask.pooled(PATIENTS.shuffled(random))).isEqualTo(ask.pooled(PATIENTS));
    }

    @Test
    void takesOneRound() {
        assertThat(DAYS.x("sex").pooled(PATIENTS).rounds()).isEqualTo(1);
    }

    @Test
    void knowsALevelThatOneSiteAloneHas() {
        Ask ask = DAYS.x("stage");
        assertThat(ask.of(PATIENTS, PATIENTS.byDataset(), Cut.WHOLE))
                .isEqualTo(ask.pooled(PATIENTS));
        assertThat(survival(ask, PATIENTS).groups())
                .extracting(group -> group.curve().group())
                .containsExactly("I", "II", "III", "IV");
    }

    /** What may be shown under a threshold: no count between 0 and it, whatever the data. */
    @Trials(100)
    void neverShowsASmallCountUnderAThreshold(RandomGenerator random) {
        int threshold = random.nextInt(2, 15);
        Survival result = strict(threshold, someOf(random));
        for (Group group : result.groups()) {
            group.curve()
                    .points()
                    .forEach(p -> {
                        assertThat(p.events()).matches(n -> n == 0 || n >= threshold);
                        assertThat(p.censored()).matches(n -> n == 0 || n >= threshold);
                        assertThat(p.atRisk()).isGreaterThanOrEqualTo(threshold);
                    });
            if (group.curve().points().isEmpty()) {
                assertThat(group.median()).isInstanceOf(Statistic.Suppressed.class);
            } else {
                long all =
                        group.curve().points().stream()
                                .mapToLong(p -> p.events() + p.censored())
                                .sum();
                near("every row is in a step", group.n(), (double) all, 0);
            }
        }
        result.atRisk().counts().stream()
                .flatMap(List::stream)
                .filter(Statistic.Known.class::isInstance)
                .forEach(n -> assertThat(n.orNaN()).matches(v -> v == 0 || v >= threshold));
    }

    private static Cohort someOf(RandomGenerator random) {
        return PATIENTS.only(random.ints(150, 0, PATIENTS.size()).distinct().toArray());
    }

    @Test
    void hidesAGroupWithTooFewEvents() {
        Survival result = strict(10, PATIENTS);
        Group four = result.groups().getLast();
        assertThat(four.curve().points()).isEmpty();
        assertThat(four.n()).isEqualTo(new Statistic.Suppressed("fewer than 10"));
        assertThat(result.tests().getFirst().observed())
                .containsOnly(new Statistic.Suppressed("fewer than 10"));
        assertThat(result.warnings()).hasSize(2);
    }

    @Test
    void drawsStepsFromOne() {
        Survival result = survival(DAYS.x("sex"), PATIENTS);
        Plot.Curves plot = (Plot.Curves) result.presentation().plots().getFirst();
        assertThat(plot.curves()).extracting(Plot.Curve::name).containsExactly("F", "M");
        assertThat(plot.curves().getFirst().y().getFirst()).isEqualTo(Statistic.of(1));
    }

    /** Events of one group come long before those of the other: p far in the tail. */
    @Test
    void keepsTheDigitsOfATinyPValue() {
        int n = 800;
        String[] groups = new String[n];
        double[] times = new double[n];
        Arrays.setAll(groups, i -> i % 2 == 0 ? "a" : "b");
        Arrays.setAll(times, i -> i % 2 == 0 ? i % 40 + 1.0 : 60 + i % 40);
        Cohort cohort =
                Cohort.rows(n)
                        .number("t", times)
                        .factor(
                                "s",
                                List.of("dead"),
                                Collections.nCopies(n, "dead").toArray(String[]::new))
                        .factor("g", List.of("a", "b"), groups)
                        .build();
        double p = survival(about("g"), cohort).tests().getFirst().pValue().orNaN();
        assertThat(p).isBetween(1e-320, 1e-200);
    }

    @Test
    void saysWhatIsNotDefined() {
        Survival none = survival(about("g"), cohort("1+ 2+ 3+", "a", "b", "b"));
        assertThat(none.tests().getFirst().chiSquared()).isInstanceOf(Statistic.Undefined.class);
        assertThat(none.groups().getFirst().median()).isInstanceOf(Statistic.Undefined.class);
        Survival all = survival(about(), cohort("1 2"));
        assertThat(all.groups().getFirst().curve().points().getLast().lower())
                .isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(
                ASK.y("days", "status"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "more than 1000 steps of 1.0",
                "a time_step of 3");
        Refusals.refused(
                ASK.y("days", "status").with("event_level", "gone"),
                PATIENTS,
                ErrorCode.UNKNOWN_LEVEL,
                "gone");
        Refusals.refused(
                Ask.of("kaplan_meier").y("days", "status"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "event_level");
        Refusals.refused(ASK.y("days"), PATIENTS, ErrorCode.WRONG_CARDINALITY, "2 variables");
        Refusals.refused(
                ASK.y("sex", "status").with("event_level", "F"),
                PATIENTS,
                ErrorCode.WRONG_TYPE,
                "one numerical variable, the time");
        Refusals.refused(
                DAYS.with("at_risk_times", "a while"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "numbers with commas");
    }

    @Test
    void refusesNegativeTimesAndNoRows() {
        Refusals.refused(about(), cohort("-3 2"), ErrorCode.PRECONDITION, "below 0");
        Cohort empty =
                Cohort.rows(1).number("t", 1).factor("s", List.of("dead"), (String) null).build();
        Refusals.refused(about(), empty, ErrorCode.INSUFFICIENT_DATA, "no row");
    }
}
