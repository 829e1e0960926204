package koinon.wire.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.trials.Trials;
import koinon.wire.link.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationTest {
    private static final Invitation INVITATION = invitation("Hôpital 3", "koinon.example:9443");

    @Test
    void comesBackFromItsText() {
        assertThat(Invitation.parse(INVITATION.format())).isEqualTo(INVITATION);
        Invitation six = invitation("x", "[::1]:1");
        assertThat(Invitation.parse(six.format())).isEqualTo(six);
    }

    @Test
    void isReadThroughTheLineBreaksOfMailPrograms() {
        String broken = INVITATION.format().replaceAll("(.{60})", "$1\r\n  ");
        assertThat(Invitation.parse(" " + broken + "\n")).isEqualTo(INVITATION);
    }

    @Test
    void isRefusedWhenTruncatedAnywhere() {
        String text = INVITATION.format();
        for (int length = 0; length < text.length(); length++) {
            refused(text.substring(0, length));
        }
    }

    @Trials
    void isRefusedWhenMistyped(RandomGenerator random) {
        String text = INVITATION.format();
        int at = random.nextInt("koinon-invitation-1.".length(), text.length());
        char typed = "ABCxyz019-_".charAt(random.nextInt(11));
        String mistyped = text.substring(0, at) + typed + text.substring(at + 1);
        if (!mistyped.equals(text)) {
            refused(mistyped);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "koinon-invitation-2.AAAA", "koinon-invitation-1.", "ko\0inon"})
    void refusesWhatIsNone(String text) {
        refused(text);
    }

    @Test
    void refusesAVeryLongText() {
        refused("koinon-invitation-1." + "A".repeat(1 << 20));
    }

    @Test
    void neverShowsItsSecret() {
        assertThat(INVITATION.toString()).contains("Hôpital 3").doesNotContain("secret");
        assertThat(INVITATION.secret()).hasToString("(secret)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb"})
    void refusesANameThatCannotBeShown(String name) {
        assertThatThrownBy(() -> invitation(name, "h:1"))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("name of a worker");
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> Invitation.parse(text))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INVITATION))
                .hasMessageNotContaining("Exception");
    }

    private static Invitation invitation(String name, String endpoint) {
        return new Invitation(
                new UUID(1, 2),
                Secret.of(new byte[Secret.LENGTH]),
                "ab".repeat(32),
                Instant.ofEpochSecond(1_800_000_000),
                name,
                Endpoint.parse(endpoint));
    }
}
