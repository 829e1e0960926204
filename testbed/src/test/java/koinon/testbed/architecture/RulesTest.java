package koinon.testbed.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import koinon.algorithms.Algorithms;
import koinon.privacy.Gate;
import koinon.privacy.Masked;
import koinon.privacy.Released;
import koinon.wire.message.Uplink;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Rules of the house that bytecode shows. */
class RulesTest {
    /** Functions of the platform whose last bits differ between machines and compilers. */
    private static final Set<String> UNSTABLE =
            Set.of(
                    "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin",
                    "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaPackage> packages =
                House.CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages).isNotEmpty();
        assertThat(packages)
                .filteredOn(p -> !p.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    @Test
    void onlyTheGateMakesWhatMayLeave() {
        assertThat(
                        accesses(a ->
                                a.getName().equals("<init>")
                                        && (a.getTargetOwner().isEquivalentTo(Released.class)
                                                || a.getTargetOwner().isEquivalentTo(Masked.class))
                                        && !a.getOriginOwner().isEquivalentTo(Gate.class)))
                .isEmpty();
    }

    @Test
    void aWorkerAnnouncesOnlyWhatTheGateReleased() {
        assertThat(
                        accesses(a ->
                                House.module(a.getOriginOwner()).equals("worker")
                                        && a.getTargetOwner().isEquivalentTo(Uplink.class)
                                        && a.getName().equals("encode")))
                .isEmpty();
    }

    @Test
    void statisticsAndAlgorithmsTouchNothingButTheirArguments() {
        noClasses()
                .that(resideInAnyPackage("koinon.stats..", "koinon.algorithms.."))
                .and()
                .doNotBelongToAnyOf(Algorithms.class)
                .and()
                .resideOutsideOfPackage("koinon.algorithms.packages..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.security..",
                        "java.sql..",
                        "java.time..",
                        "java.util.logging..",
                        "java.util.random..",
                        "javax.net..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.util.concurrent.ThreadLocalRandom.class,
                        java.util.SplittableRandom.class,
                        Process.class)
                .check(House.CLASSES);
    }

    @Test
    void statisticsAndAlgorithmsAskNoClock() {
        assertThat(
                        accesses(a ->
                                pure(a)
                                        && a.getTargetOwner().isEquivalentTo(System.class)
                                        && Set.of(
                                                        "nanoTime",
                                                        "currentTimeMillis",
                                                        "getenv",
                                                        "out",
                                                        "err")
                                                .contains(a.getName())))
                .isEmpty();
    }

    @Test
    void statisticsAndAlgorithmsUseNoFunctionOfThePlatformThatRoundsAsItLikes() {
        assertThat(
                        accesses(a ->
                                pure(a)
                                        && (a.getTargetOwner().isEquivalentTo(Math.class)
                                                        && UNSTABLE.contains(a.getName())
                                                || a.getTargetOwner()
                                                                .getName()
                                                                .equals(
                                                                        "jdk.incubator.vector.VectorOperators")
                                                        && UNSTABLE.contains(
                                                                lowerCase(a.getName())))))
                .isEmpty();
    }

    private static boolean pure(JavaAccess<?> access) {
        return Set.of("stats", "algorithms").contains(House.module(access.getOriginOwner()));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void nobodyUsesThePlatformsPlainRandomNumbers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class)
                .check(House.CLASSES);
        assertThat(
                        accesses(a ->
                                a.getTargetOwner().isEquivalentTo(Math.class)
                                        && a.getName().equals("random")))
                .isEmpty();
    }

    @Test
    void jsonIsKnownWhereTextIsReadOrWrittenOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..http..",
                        "..json..",
                        "..store..",
                        "koinon.model.metadata.file..",
                        "koinon.data..",
                        "koinon.cli..",
                        "koinon.testbed..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .check(House.CLASSES);
    }

    @Test
    void httpIsKnownInItsPackagesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..http..", "koinon.testbed..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..")
                .check(House.CLASSES);
    }

    @Test
    void namesSaySomething() {
        assertThat(House.CLASSES)
                .extracting(JavaClass::getSimpleName)
                .noneMatch(n ->
                        Stream.of("Impl", "Util", "Utils", "Manager", "Dto", "Helper")
                                .anyMatch(n::endsWith));
        assertThat(House.CLASSES)
                .extracting(JavaClass::getPackageName)
                .noneMatch(p ->
                        Set.of(p.split("\\.", -1)).stream()
                                .anyMatch(
                                        Set.of(
                                                        "common",
                                                        "core",
                                                        "util",
                                                        "impl",
                                                        "exceptions",
                                                        "dto")
                                                ::contains));
    }

    private static List<String> accesses(Predicate<JavaAccess<?>> wanted) {
        return House.CLASSES.stream()
                .flatMap(c -> c.getAccessesFromSelf().stream())
                .filter(wanted)
                .map(JavaAccess::getDescription)
                .sorted()
                .toList();
    }
}
