package koinon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import koinon.cli.api.Json;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.home.MasterFinder;
import koinon.cli.home.PrivateFile;
import koinon.cli.terminal.Terminal;
import org.apache.commons.cli.Options;

/** {@code invite NAME}: a single-use invitation for a hospital. */
final class InviteCommand implements Command {
    @Override
    public String name() {
        return "invite";
    }

    @Override
    public String summary() {
        return "Makes an invitation for a hospital: a secret that admits it once, and expires.";
    }

    @Override
    public String operands() {
        return "NAME";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon invite 'Hospital of Geneva' --out invitation.txt");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("out", "FILE", "write it to a new file that only you can read"),
                Flags.master(),
                Flags.home(),
                Flags.json());
    }

    @Override
    public int run(Call call) {
        String name = call.operand("the name of the hospital");
        JsonNode answer =
                MasterFinder.find(call).post("invitations", Json.object().put("name", name));
        Terminal terminal = call.terminal();
        if (call.text("out").isPresent()) {
            PrivateFile.write(
                    call.path("out", ""), answer.path("invitation").asText().strip() + "\n");
        } else if (call.json()) {
            terminal.out(Json.pretty(answer));
        } else {
            terminal.out(Terminal.clean(answer.path("invitation").asText()));
        }
        terminal.err(
                "for '"
                        + Terminal.clean(answer.path("name").asText(name))
                        + "', once, until "
                        + Terminal.clean(answer.path("expires").asText("it expires")));
        return Koinon.DONE;
    }
}
