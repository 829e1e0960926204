package koinon.master.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as microseconds since 1970: fine enough to keep the order of experiments. */
final class Micros {
    private Micros() {}

    static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
