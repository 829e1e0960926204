package koinon.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1",
        "1, 2, 1, 1, 1", // N and N-1
        "1, 2, 2, 3, 2",
        "1, 2, 1, 2, 2",
        "1, 1, 2, 3, 0", // N and N-2
        "1, 9, 4, 4, 4",
        "1, 2147483647, 2147483647, 2147483647, 2147483647"
    })
    void usesTheNewestVersionThatBothKnow(int o1, int n1, int o2, int n2, int common) {
        Protocol one = new Protocol(o1, n1);
        Protocol two = new Protocol(o2, n2);
        OptionalInt expected = common == 0 ? OptionalInt.empty() : OptionalInt.of(common);
        assertThat(one.common(two)).isEqualTo(expected).isEqualTo(two.common(one));
    }

    @Test
    void refusesVersionsWithoutMeaning() {
        assertThatThrownBy(() -> new Protocol(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Protocol(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Protocol(-1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
