package koinon.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import koinon.cli.terminal.Terminal;
import org.apache.commons.cli.CommandLine;

/** One use of a command: its options with their values, its operands, and the terminal. */
public record Call(CommandLine line, Terminal terminal) {
    /** Default of {@code --home}. */
    public static final String HOME = "~/.koinon";

    public boolean flag(String option) {
        return line.hasOption(option);
    }

    public boolean json() {
        return line.hasOption("json");
    }

    /** The value of an option that may stand once. */
    public Optional<String> text(String option) {
        String[] values = line.getOptionValues(option);
        if (values == null || values.length == 0) {
            return Optional.empty();
        }
        if (values.length > 1) {
            throw new Misuse("--" + option + " stands " + values.length + " times, once is right");
        }
        return Optional.of(values[0]);
    }

    public String required(String option) {
        return text(option)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new Misuse("--" + option + " is missing"));
    }

    /** All values of an option that may stand several times. */
    public List<String> all(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /** Values separated by commas; blanks around them do not count. */
    public List<String> names(String option) {
        return all(option).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::strip)
                .peek(name -> {
                    if (name.isEmpty()) {
                        throw new Misuse("--" + option + " has an empty name between its commas");
                    }
                })
                .toList();
    }

    public int number(String option, int otherwise, int min, int max) {
        String value = text(option).orElse(String.valueOf(otherwise));
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (min <= number && number <= max) {
                return number;
            }
        }
        throw new Misuse("--" + option + " must be a whole number from " + min + " to " + max);
    }

    public Path path(String option, String otherwise) {
        return absolute(text(option).orElse(otherwise), "--" + option);
    }

    /** A path as people write it, {@code ~} for their own folder. */
    public static Path absolute(String text, String what) {
        String home = System.getProperty("user.home", ".");
        try {
            boolean own = text.equals("~") || text.startsWith("~/");
            return Path.of(own ? home + text.substring(1) : text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Misuse(what + " is not a path: " + e.getReason());
        }
    }

    public List<String> operands() {
        return line.getArgList();
    }

    /** The only operand. */
    public String operand(String what) {
        if (operands().isEmpty()) {
            throw new Misuse(what + " is missing");
        }
        noMoreThan(1);
        return operands().getFirst();
    }

    public void noMoreThan(int count) {
        if (operands().size() > count) {
            throw new Misuse(
                    "'" + Terminal.clean(operands().get(count)) + "' is one word too many");
        }
    }
}
