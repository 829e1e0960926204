package koinon.data.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import koinon.model.exact.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalTest {
    @ParameterizedTest
    @CsvSource({"1,0", "1.5,1", "2,1", "2.0000000001,2", "0.3,-1", "0.25,-2", "100,7"})
    void takesTheSmallestPowerOfTwoThatHolds(double largest, int log2Bound) {
        assertThat(Proposal.grid(largest)).isEqualTo(Grid.finest(log2Bound));
        assertThat(Proposal.grid(largest).contains(largest)).isTrue();
    }

    @Test
    void copesWithZeroAndTheEndsOfTheRange() {
        assertThat(Proposal.grid(0)).isEqualTo(Grid.finest(0));
        assertThat(Proposal.grid(Double.MIN_VALUE).log2Bound()).isEqualTo(-900);
        assertThat(Proposal.grid(Double.MAX_VALUE).log2Bound()).isEqualTo(1000);
    }
}
