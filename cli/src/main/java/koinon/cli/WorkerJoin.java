package koinon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Misuse;
import org.apache.commons.cli.Options;

/** {@code worker join}: redeems an invitation. It is a secret, so it never stands in a command. */
final class WorkerJoin implements Command {
    private static final int LARGEST = 64 << 10;

    @Override
    public String name() {
        return "worker join";
    }

    @Override
    public String summary() {
        return "Joins a federation with an invitation, read from a file or the standard input.";
    }

    @Override
    public String operands() {
        return "[FILE | -]";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon worker join --home ~/.koinon/workers/geneva invitation.txt");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("home", "DIR", "the worker's own folder"),
                Flags.value("invitation-file", "FILE", "file of the invitation, - for the input"));
    }

    @Override
    public int run(Call call) {
        call.noMoreThan(1);
        Path home = Call.absolute(call.required("home"), "--home");
        String source =
                call.text("invitation-file")
                        .orElse(call.operands().isEmpty() ? "-" : call.operands().getFirst());
        if (source.startsWith("koinon-invitation")) {
            throw new Misuse(
                    "an invitation is a secret and would stay in the shell's history: put it into a"
                            + " file, or paste it with 'worker join --home DIR -'");
        }
        if (source.equals("-") && call.terminal().interactive()) {
            call.terminal().err("paste the invitation, then Enter and Ctrl-D:");
        }
        Processes.join(home, read(source));
        call.terminal().out("joined; start with: ./koinon worker start --home " + home);
        return Koinon.DONE;
    }

    private static String read(String source) {
        byte[] bytes;
        try (InputStream in =
                source.equals("-")
                        ? System.in
                        : Files.newInputStream(Call.absolute(source, "--invitation-file"))) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the invitation from " + source, e);
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.isEmpty() || bytes.length > LARGEST) {
            throw new Misuse(
                    "there is no invitation in " + (source.equals("-") ? "the input" : source));
        }
        return text;
    }
}
