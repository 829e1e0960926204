package koinon.master.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Progress;
import org.jspecify.annotations.Nullable;

/** Experiments as the native API shows them. Times are UTC, to the millisecond. */
public final class ExperimentJson {
    private ExperimentJson() {}

    /** The experiment with its result. */
    public static ObjectNode write(Experiment experiment) {
        ObjectNode node = summary(experiment);
        if (experiment.outcome() != null) {
            node.set("result", Json.parse(experiment.outcome()));
        }
        return node;
    }

    /** The experiment without its result, for lists. */
    public static ObjectNode summary(Experiment experiment) {
        ObjectNode node =
                Json.object()
                        .put("id", experiment.id())
                        .put("state", OutcomeJson.lower(experiment.state()));
        node.set("created", time(experiment.created()));
        node.set("finished", time(experiment.finished()));
        node.set("request", RequestJson.write(experiment.request()));
        node.set("progress", progress(experiment.progress()));
        node.putNull("result");
        node.set("problem", problem(experiment.failure()));
        return node;
    }

    /** A time, or null. */
    public static JsonNode time(@Nullable Instant time) {
        return time == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.textNode(time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static ObjectNode progress(Progress progress) {
        ObjectNode node =
                Json.object().put("round", progress.round()).put("title", progress.title());
        ArrayNode sites = node.putArray("sites");
        progress.sites()
                .forEach(site ->
                        sites.addObject()
                                .put("name", site.name())
                                .put("state", OutcomeJson.lower(site.state())));
        return node;
    }

    private static JsonNode problem(@Nullable Failure failure) {
        return failure == null
                ? JsonNodeFactory.instance.nullNode()
                : ProblemJson.write(
                        failure.code(), ProblemJson.status(failure.code()), failure.message());
    }
}
