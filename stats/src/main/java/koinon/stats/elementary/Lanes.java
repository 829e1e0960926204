package koinon.stats.elementary;

/** Whether vector code is there and worth its start. Changes the speed, never the bits. */
final class Lanes {
    private static final int FEW = 64;
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Lanes() {}

    static boolean worth(int n) {
        return PRESENT && n >= FEW;
    }
}
