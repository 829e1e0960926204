package koinon.cli.command;

import java.util.List;
import org.apache.commons.cli.Options;

/** One command of {@code koinon}. Loading it must be cheap: the list of commands loads them all. */
public interface Command {
    /** One or two words, for example {@code demo stop}. */
    String name();

    /** One sentence for the list of commands. */
    String summary();

    /** What follows the options on the command line, empty when nothing does. */
    default String operands() {
        return "";
    }

    /** Lines that can be pasted, at least one. */
    List<String> examples();

    /** Options of this command, those of every command apart. */
    Options options();

    /** Does it and returns the exit code: 0 done, 1 failed. */
    int run(Call call);
}
