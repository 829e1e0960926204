package koinon.cli;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import koinon.cli.check.DataCheck;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Help;
import koinon.cli.command.Misuse;
import koinon.cli.command.Nearest;
import koinon.cli.demo.DemoCommand;
import koinon.cli.demo.DemoStop;
import koinon.cli.packages.AlgorithmList;
import koinon.cli.packages.AlgorithmSign;
import koinon.cli.packages.AlgorithmVerify;
import koinon.cli.run.ModelCommand;
import koinon.cli.run.RunCommand;
import koinon.cli.terminal.Terminal;
import koinon.model.KoinonException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * The koinon command: finds the command that is meant, runs it, and turns every failure into one
 * line and an exit code: 0 done, 1 failed, 2 used wrongly.
 */
public final class Koinon {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private final Terminal terminal;
    private final List<Command> commands;

    Koinon(Terminal terminal, List<Command> commands) {
        this.terminal = terminal;
        this.commands = List.copyOf(commands);
    }

    public static void main(String[] args) {
        System.exit(new Koinon(Terminal.ofProcess(), commands()).run(List.of(args)));
    }

    static List<Command> commands() {
        return List.of(
                new DemoCommand(Build.serverFlags()),
                new DemoStop(),
                new RunCommand(),
                new ModelCommand(),
                new StatusCommand(),
                new InviteCommand(),
                new WorkerJoin(),
                new WorkerStart(),
                new MasterStart(),
                new DataCheck(),
                new AlgorithmSign(),
                new AlgorithmVerify(),
                new AlgorithmList());
    }

    /** Runs the command that the words mean and returns the exit code. */
    int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (Misuse e) {
            return failed(MISUSED, e.text(), words, e);
        } catch (KoinonException e) {
            return failed(FAILED, e.text(), words, e);
        } catch (UncheckedIOException e) {
            return failed(FAILED, e.getMessage() + ": " + reason(e), words, e);
        } catch (RuntimeException e) {
            String text = "something went wrong inside: " + e.getClass().getSimpleName();
            return failed(FAILED, text + "; --debug shows where", words, e);
        }
    }

    private static String reason(UncheckedIOException e) {
        Throwable cause = e.getCause();
        String simple = (cause == null ? e : cause).getClass().getSimpleName();
        return simple.replaceAll("Exception$", "").replaceAll("([a-z])([A-Z])", "$1 $2");
    }

    private int failed(int code, String message, List<String> words, Throwable thrown) {
        terminal.error(message);
        if (words.contains("--debug")) {
            terminal.trace(thrown);
        }
        return code;
    }

    private int dispatch(List<String> words) {
        String first = words.isEmpty() ? "--help" : words.getFirst();
        if (first.equals("--version") || first.equals("version")) {
            terminal.out("koinon " + Build.version());
            return DONE;
        }
        if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
            return help(words.isEmpty() ? words : words.subList(1, words.size()));
        }
        Command command = find(words).orElseThrow(() -> unknown(words));
        int used = command.name().split(" ", -1).length;
        return call(command, words.subList(used, words.size()));
    }

    private int help(List<String> words) {
        if (words.isEmpty()) {
            Help.of(commands).forEach(terminal::out);
        } else if (words.equals(List.of("bench"))) {
            terminal.out("Runs the project's benchmarks and writes BENCHMARKS.md.");
            terminal.out("");
            terminal.out("usage: koinon bench [NAME..]");
            terminal.out("example: ./koinon bench");
        } else {
            Help.of(find(words).orElseThrow(() -> unknown(words))).forEach(terminal::out);
        }
        return DONE;
    }

    /** The command with the longest name that the words begin with. */
    private Optional<Command> find(List<String> words) {
        Optional<Command> two = words.size() > 1 ? named(words, 2) : Optional.empty();
        return two.or(() -> named(words, 1));
    }

    private Optional<Command> named(List<String> words, int count) {
        String name = String.join(" ", words.subList(0, count));
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    private Misuse unknown(List<String> words) {
        List<String> names = commands.stream().map(Command::name).toList();
        String first = words.getFirst();
        List<String> own = names.stream().filter(name -> name.startsWith(first + " ")).toList();
        String meant = words.size() > 1 ? first + " " + words.get(1) : first;
        if (!own.isEmpty() && Nearest.to(meant, own).isEmpty()) {
            return new Misuse("'" + first + "' needs a second word: " + String.join(", ", own));
        }
        Optional<String> near = Nearest.to(meant, names).or(() -> Nearest.to(first, names));
        return new Misuse(
                "there is no command '"
                        + Terminal.clean(first)
                        + "'; "
                        + near.map(name -> "did you mean '" + name + "'?")
                                .orElse("'./koinon --help' lists them all"));
    }

    private int call(Command command, List<String> words) {
        Options options = Flags.withCommon(command.options());
        CommandLine line = parse(command, options, words);
        if (line.hasOption("help")) {
            Help.of(command).forEach(terminal::out);
            return DONE;
        }
        return command.run(new Call(line, terminal));
    }

    private static CommandLine parse(Command command, Options options, List<String> words) {
        try {
            return DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .get()
                    .parse(options, words.toArray(String[]::new));
        } catch (UnrecognizedOptionException e) {
            List<String> known =
                    options.getOptions().stream().map(o -> "--" + o.getLongOpt()).toList();
            String given = Arrays.asList(e.getOption().split("=", 2)).getFirst();
            throw new Misuse(
                    command.name()
                            + " has no option '"
                            + Terminal.clean(given)
                            + "'; "
                            + Nearest.hint(given, known));
        } catch (MissingArgumentException e) {
            throw new Misuse("--" + e.getOption().getLongOpt() + " needs a value");
        } catch (ParseException e) {
            throw new Misuse(
                    command.name() + ": " + Terminal.clean(String.valueOf(e.getMessage())));
        }
    }
}
