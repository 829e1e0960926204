package koinon.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import koinon.cli.api.Json;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.home.DemoRecord;
import org.apache.commons.cli.Options;

/** {@code demo stop}: ends the demo of a home; done when there is none. */
public final class DemoStop implements Command {
    @Override
    public String name() {
        return "demo stop";
    }

    @Override
    public String summary() {
        return "Ends a demo; its data and logs stay in its home until the next demo.";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon demo stop");
    }

    @Override
    public Options options() {
        return Flags.of(Flags.home(), Flags.json());
    }

    @Override
    public int run(Call call) {
        call.noMoreThan(0);
        Path home = call.path("home", Call.HOME);
        Optional<DemoRecord> record = DemoRecord.read(home);
        int stopped = record.map(r -> new Stopper(call.terminal()).stop(home, r)).orElse(0);
        if (call.json()) {
            call.terminal().out(Json.pretty(Json.object().put("stopped", stopped)));
        } else if (stopped == 0) {
            call.terminal().out("no demo runs in " + home);
        } else {
            call.terminal().out("stopped " + stopped + " processes of the demo in " + home);
        }
        return 0;
    }
}
