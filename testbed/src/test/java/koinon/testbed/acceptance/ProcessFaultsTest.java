package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that die or stand still in the middle of a round: the experiment ends with the same
 * result as without, or names the site; nothing hangs and nothing is lost. Usual time: 70 s.
 */
@DisabledIfSystemProperty(named = "koinon.tests", matches = "quick")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProcessFaultsTest {
    /** Enough for rounds that last longer than stopping a process takes. */
    private static final int ROWS = 100_000;

    private static final String STILL = "gamma";
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(45);
    private static final int ATTEMPTS = 20;

    private static RunningFederation federation;
    private static JsonNode undisturbed;

    @TempDir private static Path data;

    @BeforeAll
    static void start() {
        federation = new RunningFederation("--round-limit", Long.toString(ROUND_LIMIT.toSeconds()));
        for (String name : Trial.DATASETS) {
            federation.admit(name, Trial.write(data.resolve(name), name, ROWS));
            federation.start(name);
        }
        federation.awaitConnected(Trial.DATASETS.toArray(String[]::new));
        JsonNode experiment = federation.api().run(Trial.regression(Trial.DATASETS));
        assertThat(experiment.path("state").asText()).as("%s", experiment).isEqualTo("succeeded");
        undisturbed = experiment.path("result");
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    @Test
    void aWorkerKilledInTheMiddleOfARoundComesBackAndTheResultIsTheSame() {
        String id = heldInARound();

        federation.worker(STILL).kill();
        federation.start(STILL);

        sameAsUndisturbed(id);
    }

    @Test
    void aWorkerThatHasAnsweredMayDieToo() {
        String id = heldInARound();

        federation.worker("alpha").kill();
        federation.start("alpha");
        federation.awaitConnected("alpha");
        federation.worker(STILL).resume();

        sameAsUndisturbed(id);
    }

    @Test
    void aWorkerThatStandsStillForAWhileIsWaitedFor() {
        String id = heldInARound();

        federation.worker(STILL).resume();

        sameAsUndisturbed(id);
    }

    @Test
    void aMasterKilledInTheMiddleOfAnExperimentFinishesItUnderTheSameId() {
        String id = heldInARound();

        federation.masterProcess().kill();
        federation.startMaster();
        federation.awaitMaster();
        federation.worker(STILL).resume();

        sameAsUndisturbed(id);
        federation.masterProcess().kill();
        federation.startMaster();
        federation.awaitMaster();
        assertThat(federation.api().experiment(id).path("result").path("statistics"))
                .isEqualTo(undisturbed.path("statistics"));
        federation.awaitConnected(Trial.DATASETS.toArray(String[]::new));
    }

    @Test
    void aSlowWorkerHoldsUpNobodyElse() {
        String held = heldInARound();

        JsonNode other = federation.api().run(Trial.description("alpha"));

        assertThat(other.path("state").asText()).as("%s", other).isEqualTo("succeeded");
        assertThat(Api.hasEnded(federation.api().experiment(held))).isFalse();
        federation.worker(STILL).resume();
        sameAsUndisturbed(held);
    }

    @Test
    void aWorkerThatDoesNotComeBackIsNamed() {
        String id = heldInARound();

        federation.worker(STILL).kill();

        JsonNode ended = federation.api().ended(id, ROUND_LIMIT.multipliedBy(2));
        assertThat(ended.path("state").asText()).isEqualTo("failed");
        JsonNode problem = ended.path("problem");
        assertThat(problem.path("code").asText()).isEqualTo("SITE_UNREACHABLE");
        assertThat(problem.path("blame").asText()).isEqualTo("site");
        assertThat(problem.path("detail").asText()).contains(STILL);
        federation.start(STILL);
        federation.awaitConnected(STILL);
    }

    @Test
    void aCancelledExperimentEndsAtOnceWhateverAWorkerDoes() {
        String id = heldInARound();

        Api.Answer cancelled = federation.api().delete("api/v1/experiments/" + id);

        assertThat(cancelled.status()).isEqualTo(204);
        JsonNode ended = federation.api().ended(id, Duration.ofSeconds(10));
        assertThat(ended.path("state").asText()).isEqualTo("cancelled");
        federation.worker(STILL).resume();
        JsonNode next = federation.api().run(Trial.regression(Trial.DATASETS));
        assertThat(next.path("result").path("statistics"))
                .isEqualTo(undisturbed.path("statistics"));
    }

    /** The id of an experiment under way that waits for a worker which was suspended in a round. */
    private static String heldInARound() {
        federation.awaitConnected(Trial.DATASETS.toArray(String[]::new));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String id = federation.api().submit(Trial.regression(Trial.DATASETS));
            Await.until(
                    "the first round",
                    RunningFederation.PATIENCE,
                    () -> {
                        JsonNode experiment = federation.api().experiment(id);
                        return experiment.path("progress").path("round").asInt() > 0
                                || Api.hasEnded(experiment);
                    });
            federation.worker(STILL).suspend();
            if (staysOpen(id)) {
                return id;
            }
            federation.worker(STILL).resume();
        }
        throw new AssertionError("every experiment had ended before its worker was suspended");
    }

    /** Whether an experiment is at a round that all but the suspended worker have answered. */
    private static boolean staysOpen(String id) {
        return Await.value(
                "all others' answers",
                RunningFederation.PATIENCE,
                () -> {
                    JsonNode experiment = federation.api().experiment(id);
                    if (Api.hasEnded(experiment)) {
                        return Optional.of(false);
                    }
                    long owing = 0;
                    boolean still = false;
                    for (JsonNode site : experiment.path("progress").path("sites")) {
                        boolean owes = !site.path("state").asText().equals("answered");
                        owing += owes ? 1 : 0;
                        still |= owes && site.path("name").asText().equals(STILL);
                    }
                    return owing == 1 && still ? Optional.of(true) : Optional.empty();
                });
    }

    private static void sameAsUndisturbed(String id) {
        JsonNode ended = federation.api().ended(id, RunningFederation.PATIENCE);
        assertThat(ended.path("state").asText())
                .as("%s", ended.path("problem"))
                .isEqualTo("succeeded");
        assertThat(ended.path("result").path("statistics"))
                .isEqualTo(undisturbed.path("statistics"));
        assertThat(ended.path("result").path("sites")).isEqualTo(undisturbed.path("sites"));
    }
}
