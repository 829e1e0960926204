package koinon.stats.sums;

/**
 * Which kernel takes the next rows. The first rows go to the plain one: vector code is slow until
 * it is compiled, and most questions are small. Not for use by two threads.
 */
final class Kernels {
    /** Rows that one accumulator takes in plain code first; changes the speed, never the bits. */
    static final int PLAIN_ROWS = 8 * 1024;

    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private PairKernel kernel = new PlainKernel();
    private long rows;

    PairKernel next(int n) {
        if (rows <= PLAIN_ROWS && rows + n > PLAIN_ROWS && VECTORS) {
            kernel = vectors();
        }
        rows += n;
        return kernel;
    }

    private PairKernel vectors() {
        try {
            return new VectorKernel();
        } catch (UnsupportedOperationException e) {
            return kernel;
        }
    }
}
