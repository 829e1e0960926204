package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.model.ErrorCode;
import koinon.model.result.Statistic;
import org.junit.jupiter.api.Test;

class CoefficientOfVariationTest {
    private static final Ask ASK = Ask.of(new CoefficientOfVariation()).y("y");
    private static final Cohort COHORT =
            Cohort.rows(200)
                    .number("y", IntStream.range(0, 200).mapToDouble(i -> i * i % 97).toArray())
                    .build();

    private static CoefficientOfVariation.Variation of(double... values) {
        Cohort cohort = Cohort.rows(values.length).number("y", values).build();
        return (CoefficientOfVariation.Variation) ASK.pooled(cohort).result();
    }

    /** y = 1 2 3 4 5: mean 3, s² = 10 / 4. */
    @Test
    void givesWhatPaperGives() {
        Golden.near("cv", of(1, 2, 3, 4, 5).cv(), Math.sqrt(2.5) / 3, 1e-15);
        Golden.near("cv", of(-1, -2, -3, -4, -5).cv(), Math.sqrt(2.5) / 3, 1e-15);
    }

    /** {@code x <- c(2.1, 2.5, 1.9, 2.2); sd(x) / mean(x)} in R. */
    @Test
    void givesWhatRGives() {
        Golden.near("cv", of(2.1, 2.5, 1.9, 2.2).cv(), 0.1149425287356322, 1e-9);
    }

    @Test
    void keepsItsDigitsFarFromZero() {
        Golden.near("cv", of(1e8 - 1, 1e8, 1e8 + 1).cv(), 1e-8, 1e-12);
    }

    @Test
    void sitesGiveWhatThePooledRowsGive() {
        for (long seed = 1; seed <= 20; seed++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            Splits.sameAsPooled(ASK, COHORT, random);
        }
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        assertThat(ASK.pooled(COHORT.shuffled(random))).isEqualTo(ASK.pooled(COHORT));
    }

    @Test
    void saysWhatItCannotTell() {
        assertThat(of(-1, 1).cv()).isEqualTo(new Statistic.Undefined("the mean is 0"));
        Cohort single = Cohort.rows(1).number("y", 3).build();
        Refusals.refused(ASK, single, ErrorCode.PRECONDITION, "at least 2 rows");
    }
}
