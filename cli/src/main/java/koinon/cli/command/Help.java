package koinon.cli.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.commons.cli.Option;

/** Help pages. */
public final class Help {
    private static final int WIDTH = 96;

    private Help() {}

    /** The page of one command. */
    public static List<String> of(Command command) {
        List<String> lines = new ArrayList<>();
        lines.add(command.summary());
        lines.add("");
        lines.add(("usage: koinon " + command.name() + " [options] " + command.operands()).strip());
        List<List<String>> rows = new ArrayList<>();
        for (Option option : Flags.withCommon(command.options()).getOptions()) {
            String argument = option.hasArg() ? " " + option.getArgName() : "";
            rows.add(List.of("--" + option.getLongOpt() + argument, option.getDescription()));
        }
        lines.addAll(columns(rows));
        lines.add("");
        command.examples().forEach(example -> lines.add("example: " + example));
        return lines;
    }

    /** The page of all commands. */
    public static List<String> of(Collection<Command> commands) {
        List<String> lines = new ArrayList<>();
        lines.add("Koinon answers questions about data that stays where it is.");
        lines.add("");
        lines.add("usage: koinon COMMAND [options]");
        List<List<String>> rows = new ArrayList<>();
        commands.forEach(command -> rows.add(List.of(command.name(), command.summary())));
        rows.add(List.of("test", "Runs every test of the project."));
        rows.add(List.of("bench", "Runs the project's benchmarks and writes BENCHMARKS.md."));
        lines.addAll(columns(rows));
        lines.add("");
        lines.add("Every command has --help with an example; koinon --version tells the version.");
        lines.add("example: ./koinon demo");
        return lines;
    }

    /** Two columns, the second one wrapped. */
    private static List<String> columns(List<List<String>> rows) {
        int left = rows.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            String first =
                    "  " + row.getFirst() + " ".repeat(left - row.getFirst().length()) + "  ";
            for (String part : wrap(row.getLast(), WIDTH - left - 4)) {
                lines.add(first + part);
                first = " ".repeat(left + 4);
            }
        }
        return lines;
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
