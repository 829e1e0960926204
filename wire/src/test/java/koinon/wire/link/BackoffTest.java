package koinon.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff.Bounds BOUNDS = new Backoff.Bounds(100, 5_000, 1_000);

    @Trials
    void staysBetweenMinAndADoublingCeiling(RandomGenerator random) {
        Backoff backoff = new Backoff(BOUNDS, random);
        long ceiling = 100;
        for (int failure = 1; failure < 100; failure++) {
            ceiling = Math.min(5_000, ceiling * 2);
            assertThat(backoff.next()).isBetween(100L, ceiling);
        }
    }

    @Trials
    void neverOverflows(RandomGenerator random) {
        Backoff backoff = new Backoff(new Backoff.Bounds(3, Long.MAX_VALUE - 1, 0), random);
        for (int failure = 1; failure < 200; failure++) {
            assertThat(backoff.next()).isGreaterThanOrEqualTo(3);
        }
    }

    @Trials
    void beginsAnewAfterAStableLink(RandomGenerator random) {
        Backoff backoff = new Backoff(BOUNDS, random);
        for (int failure = 1; failure < 20; failure++) {
            backoff.next();
        }
        backoff.lived(1_000);
        assertThat(backoff.next()).isBetween(100L, 200L);
    }

    @Trials(20)
    void doesNotBeginAnewAfterAShortLink(RandomGenerator random) {
        Backoff backoff = new Backoff(BOUNDS, random);
        long longest = 0;
        for (int failure = 1; failure < 100; failure++) {
            backoff.lived(999);
            longest = Math.max(longest, backoff.next());
        }
        assertThat(longest).isGreaterThan(2_500);
    }

    @Trials(20)
    void isSlowAfterARefusal(RandomGenerator random) {
        assertThat(new Backoff(BOUNDS, random).slow()).isBetween(2_500L, 5_000L);
    }

    @Test
    void refusesBoundsThatAreNone() {
        assertThatThrownBy(() -> new Backoff.Bounds(0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff.Bounds(10, 9, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
