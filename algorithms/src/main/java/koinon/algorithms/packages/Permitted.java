package koinon.algorithms.packages;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class of a package may name: what the algorithms of the project name, hence no files,
 * network, clock, randomness, threads or reflection, and no function whose last bits differ between
 * machines.
 *
 * <p>Guarantee: a class that names anything else is found before it is loaded. Not guaranteed: that
 * code which is meant to do harm cannot; it runs in the worker's own process, and what its sums say
 * about rows nobody can see from outside. Read what you admit.
 */
final class Permitted {
    private static final Set<String> PACKAGES =
            Set.of(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.util",
                    "java.util.function",
                    "java.util.stream");

    /** Classes of those packages that reach further than values. */
    private static final Set<String> REACHING =
            Set.of(
                    "java.lang.Class",
                    "java.lang.ClassLoader",
                    "java.lang.InheritableThreadLocal",
                    "java.lang.Module",
                    "java.lang.ModuleLayer",
                    "java.lang.Process",
                    "java.lang.ProcessBuilder",
                    "java.lang.ProcessHandle",
                    "java.lang.Runtime",
                    "java.lang.StackWalker",
                    "java.lang.Thread",
                    "java.lang.ThreadGroup",
                    "java.lang.ThreadLocal",
                    "java.lang.StackTraceElement",
                    "java.util.Calendar",
                    "java.util.Date",
                    "java.util.Formatter",
                    "java.util.GregorianCalendar",
                    "java.util.Properties",
                    "java.util.Random",
                    "java.util.ResourceBundle",
                    "java.util.Scanner",
                    "java.util.ServiceLoader",
                    "java.util.SplittableRandom",
                    "java.util.TimeZone",
                    "java.util.Timer",
                    "java.util.TimerTask",
                    "java.util.UUID");

    /** What the compiler writes for lambdas, records, switches and joined texts. */
    private static final Set<String> BOOTSTRAPS =
            Set.of(
                    "java.lang.invoke.LambdaMetafactory",
                    "java.lang.invoke.StringConcatFactory",
                    "java.lang.runtime.ObjectMethods",
                    "java.lang.runtime.SwitchBootstraps");

    private static final Set<String> ROUNDING_AS_THEY_LIKE =
            Set.of(
                    "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin",
                    "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot", "random");

    private Permitted() {}

    /** Whether a class of the platform may be seen. */
    static boolean platform(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && PACKAGES.contains(name.substring(0, dot))
                && !REACHING.contains(outermost(name));
    }

    private static String outermost(String name) {
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    /** Whether a class of the project may be seen. */
    static boolean ours(String name) {
        return (name.startsWith("koinon.model.")
                        || name.startsWith("koinon.stats.")
                        || name.startsWith("koinon.algorithms."))
                && !name.startsWith("koinon.algorithms.packages.")
                && !name.startsWith("koinon.model.metadata.file.");
    }

    /**
     * What a class names and may not.
     *
     * @param own entries of its package
     */
    static List<String> faults(byte[] bytes, Collection<String> own) {
        TreeSet<String> faults = new TreeSet<>();
        for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
            if (entry instanceof ClassEntry named) {
                String name = element(named.asInternalName());
                if (!name.isEmpty() && !own.contains(name + ".class") && !visible(dotted(name))) {
                    faults.add(dotted(name));
                }
            }
            if (entry instanceof MemberRefEntry member) {
                String owner = dotted(member.owner().asInternalName());
                if (!permitted(owner, member.name().stringValue())) {
                    faults.add(owner + "." + member.name().stringValue());
                }
            }
        }
        return List.copyOf(faults);
    }

    private static boolean visible(String name) {
        return ours(name) || platform(name);
    }

    private static boolean permitted(String owner, String member) {
        return switch (owner) {
            case "java.lang.System" -> member.equals("arraycopy");
            case "java.lang.Math", "java.lang.StrictMath" ->
                    !ROUNDING_AS_THEY_LIKE.contains(member);
            default ->
                    !owner.startsWith("java.lang.invoke.")
                                    && !owner.startsWith("java.lang.runtime.")
                            || BOOTSTRAPS.contains(owner);
        };
    }

    private static String dotted(String internal) {
        return internal.replace('/', '.');
    }

    /** The class that an array is made of; empty for numbers. */
    private static String element(String internal) {
        if (!internal.startsWith("[")) {
            return internal;
        }
        return internal.endsWith(";")
                ? internal.substring(internal.indexOf('L') + 1, internal.length() - 1)
                : "";
    }
}
