package koinon.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import koinon.model.KoinonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:1", "10.0.0.1:9443", "[::1]:65535", "a-b.example.org:443"})
    void comesBackFromItsText(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "host",
                "host:",
                "host:0",
                "host:65536",
                "host:-1",
                "::1:5",
                "a b:1",
                "host:1/x",
                "http://host:1",
                "[]:1",
                "host:99999999999"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(KoinonException.class);
    }

    @Test
    void refusesAVeryLongHost() {
        assertThatThrownBy(() -> new Endpoint("a".repeat(1_000_000), 1))
                .isInstanceOf(KoinonException.class);
    }
}
