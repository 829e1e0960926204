package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.cli.api.MasterApi;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Misuse;
import koinon.cli.home.MasterFinder;
import org.apache.commons.cli.Options;

/** {@code model EXPERIMENT}: the fitted model of a result, for use elsewhere. */
public final class ModelCommand implements Command {
    private static final String LAST = "last";
    private static final int RECENT = 200;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String summary() {
        return "Gives out the fitted model of an experiment as PMML or JSON.";
    }

    @Override
    public String operands() {
        return "EXPERIMENT|last";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon model last --format pmml --to model.pmml");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("format", "F", "pmml or json (default json)"),
                Flags.value("to", "FILE", "where to write it (default: the standard output)"),
                Flags.master(),
                Flags.home());
    }

    @Override
    public int run(Call call) {
        String experiment = call.operand("the id of an experiment, or 'last',");
        String format = call.text("format").orElse("json");
        if (!format.equals("pmml") && !format.equals("json")) {
            throw new Misuse("--format must be pmml or json");
        }
        MasterApi api = MasterFinder.find(call);
        String id = experiment.equals(LAST) ? last(api) : experiment;
        String model =
                api.text(
                        "experiments/"
                                + URLEncoder.encode(id, StandardCharsets.UTF_8)
                                + "/model?format="
                                + format);
        if (call.text("to").isPresent()) {
            write(call.path("to", ""), model);
        } else {
            call.terminal().out(model.stripTrailing());
        }
        return 0;
    }

    /** The newest experiment that has a result. */
    private static String last(MasterApi api) {
        for (JsonNode experiment : api.get("experiments?limit=" + RECENT).path("experiments")) {
            if (experiment.path("state").asText().equals("succeeded")) {
                return experiment.path("id").asText();
            }
        }
        throw new Misuse("there is no experiment with a result yet");
    }

    private static void write(Path file, String model) {
        try {
            Files.writeString(file, model);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
