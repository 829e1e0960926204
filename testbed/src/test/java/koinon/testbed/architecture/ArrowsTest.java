package koinon.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArrowsTest {
    /** Modules and what they may import; {@code cli} and {@code testbed} may import all. */
    private static final Map<String, Set<String>> ARROWS =
            Map.of(
                    "model", Set.of(),
                    "stats", Set.of("model"),
                    "algorithms", Set.of("model", "stats"),
                    "privacy", Set.of("model"),
                    "data", Set.of("model", "stats"),
                    "wire", Set.of("model", "privacy"),
                    "worker", Set.of("model", "stats", "algorithms", "privacy", "data", "wire"),
                    "master", Set.of("model", "algorithms", "privacy", "wire"));

    private static final Set<String> FREE = Set.of("cli", "testbed");

    @Test
    void everyModuleStandsInTheTable() {
        Set<String> modules = new TreeSet<>();
        House.CLASSES.forEach(c -> modules.add(House.module(c)));
        modules.removeAll(ARROWS.keySet());
        modules.removeAll(FREE);
        assertThat(modules).isEmpty();
    }

    @Test
    void modulesImportOnlyWhatTheArrowsAllow() {
        assertThat(dependencies(ArrowsTest::forbidden)).isEmpty();
    }

    private static boolean forbidden(Dependency d) {
        String from = House.module(d.getOriginClass());
        String to = House.module(d.getTargetClass());
        if (to.isEmpty() || from.equals(to) || FREE.contains(from)) {
            return false;
        }
        return !ARROWS.getOrDefault(from, Set.of()).contains(to);
    }

    @Test
    void rowsCannotBeNamedByTheMaster() {
        assertThat(
                        dependencies(d ->
                                House.module(d.getOriginClass()).equals("master")
                                        && within(
                                                d.getTargetClass(),
                                                "koinon.stats.rows",
                                                "koinon.data")))
                .isEmpty();
    }

    @Test
    void rowsDoNotReachTheWire() {
        assertThat(
                        dependencies(d ->
                                Set.of("wire", "privacy").contains(House.module(d.getOriginClass()))
                                        && within(
                                                d.getTargetClass(), "koinon.stats", "koinon.data")))
                .isEmpty();
    }

    @Test
    void whatIsInternalToAModuleIsUsedThereAlone() {
        assertThat(
                        dependencies(d ->
                                d.getTargetClass().getPackageName().contains(".internal")
                                        && !House.module(d.getTargetClass()).isEmpty()
                                        && !House.module(d.getTargetClass())
                                                .equals(House.module(d.getOriginClass()))))
                .isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("koinon.(**)")
                .should()
                .beFreeOfCycles()
                .check(House.CLASSES);
    }

    private static boolean within(JavaClass type, String... packages) {
        String name = type.getPackageName();
        return List.of(packages).stream().anyMatch(p -> name.equals(p) || name.startsWith(p + "."));
    }

    private static List<String> dependencies(Predicate<Dependency> wanted) {
        return House.CLASSES.stream()
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(wanted)
                .map(Dependency::getDescription)
                .sorted()
                .toList();
    }
}
