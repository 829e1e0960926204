package koinon.cli.command;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Options that several commands share, and a short way to write the others. */
public final class Flags {
    private Flags() {}

    /** An option with a value; it may stand several times, which the call checks. */
    public static Option value(String name, String argument, String text) {
        return Option.builder().longOpt(name).hasArg().argName(argument).desc(text).get();
    }

    public static Option flag(String name, String text) {
        return Option.builder().longOpt(name).desc(text).get();
    }

    public static Option json() {
        return flag("json", "print JSON for programs");
    }

    public static Option home() {
        return value("home", "DIR", "where everything is kept (default " + Call.HOME + ")");
    }

    public static Option master() {
        return value("master", "URL", "address of the master (default: the one found in --home)");
    }

    public static Options of(Option... options) {
        Options all = new Options();
        for (Option option : options) {
            all.addOption(option);
        }
        return all;
    }

    /** Options of every command. */
    public static Options withCommon(Options own) {
        Options all = new Options();
        own.getOptions().forEach(all::addOption);
        all.addOption(Option.builder("h").longOpt("help").desc("this page").get());
        all.addOption(flag("debug", "show where a failure comes from"));
        return all;
    }
}
