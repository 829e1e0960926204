package koinon.data.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;

class LongNumberingTest {
    @Trials(20)
    void numbersKeysInTheirOrder(RandomGenerator random) {
        LongNumbering numbering = new LongNumbering();
        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            long key = random.nextBoolean() ? random.nextInt(100) - 1 : random.nextLong();
            if (!seen.contains(key)) {
                seen.add(key);
            }
            assertThat(numbering.number(key)).isEqualTo(seen.indexOf(key));
        }
        assertThat(numbering.size()).isEqualTo(seen.size());
        assertThat(numbering.keys())
                .containsExactly(seen.stream().mapToLong(Long::longValue).toArray());
    }
}
