package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.List;

/** Wall times of something done again and again, in seconds, in order of size. */
record Seconds(List<Double> sorted) {
    Seconds {
        sorted = sorted.stream().sorted().toList();
    }

    static Seconds of(int times, Runnable work) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(once(work));
        }
        return new Seconds(all);
    }

    static double once(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    double best() {
        return sorted.getFirst();
    }

    double median() {
        return quantile(0.5);
    }

    /** The smallest time that at least this share of all does not exceed. */
    double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
