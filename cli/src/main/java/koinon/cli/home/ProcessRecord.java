package koinon.cli.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that was started here. Its number alone means little, since numbers are given again;
 * with the moment it began it means this process and no other.
 *
 * @param name for people
 * @param birth when it began, to the kernel's tick and boot; empty where that cannot be known
 */
public record ProcessRecord(String name, long pid, String birth) {
    private static final int FIELDS_TO_START = 19;

    /** The record of a living process. */
    public static ProcessRecord of(String name, ProcessHandle process) {
        return new ProcessRecord(name, process.pid(), birth(process));
    }

    /** The process, while it lives; empty once it has ended, whoever has its number now. */
    public Optional<ProcessHandle> living() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !birth.isEmpty() && birth(process).equals(birth));
    }

    private static String birth(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            // The name in parentheses may hold anything; what follows its end is numbers.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + "/" + fields[FIELDS_TO_START];
        } catch (IOException | IndexOutOfBoundsException e) {
            return process.info().startInstant().map(Instant::toString).orElse("");
        }
    }
}
