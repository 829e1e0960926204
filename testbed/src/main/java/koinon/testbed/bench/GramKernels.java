package koinon.testbed.bench;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import koinon.model.exact.Grid;
import koinon.stats.design.NumericalTerm;
import koinon.stats.sums.ExactGram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The exact Gram matrix against the plain one, one thread: columns of full 44-bit integers, read
 * from memory (held: 5 million rows) and from the cache (1,024 rows, again and again). The bar is
 * memory itself: the sum of all values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
public class GramKernels {
    static final String IN_MEMORY = "4999168";
    private static final int BLOCK = 1024;

    /** Blocks in one timing: about a millisecond, so that the best ones are undisturbed. */
    private static final int BLOCKS = 64;

    static final double TIMINGS_PER_5_MILLION_ROWS = 5e6 / (BLOCK * BLOCKS);
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Columns. */
    @Param({"10", "20"})
    public int p;

    /** Rows held: of 5 million in memory, or of one block in the cache. */
    @Param({IN_MEMORY, "1024"})
    public int held;

    private double[][] columns = {};
    private double[][] scratch = {};
    private final double[] run = new double[BLOCK];
    private PlainGram plainGram = new PlainGram(0);
    private ExactGram exactGram = new ExactGram(0);
    private int next;

    @Setup
    public void fill() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        columns = new double[p][held];
        scratch = new double[p][BLOCK];
        plainGram = new PlainGram(p);
        exactGram = new ExactGram(p);
        long most = 1L << Grid.BITS;
        for (double[] column : columns) {
            for (int i = 0; i < held; i++) {
                column[i] = random.nextLong(-most, most + 1);
            }
        }
    }

    /** Blocks are taken in turn, so that those in memory have left the cache when they return. */
    private int nextStart() {
        next = (next + BLOCK) % held;
        return next;
    }

    @Benchmark
    public PlainGram plain() {
        for (int block = 0; block < BLOCKS; block++) {
            plainGram.add(columns, nextStart(), BLOCK);
        }
        return plainGram;
    }

    @Benchmark
    public ExactGram exact() {
        for (int block = 0; block < BLOCKS; block++) {
            exactGram.add(columns, nextStart(), BLOCK);
        }
        return exactGram;
    }

    /** As an algorithm does it: raw values to their grid in scratch, then the sums. */
    @Benchmark
    public ExactGram exactFromRaw() {
        for (int block = 0; block < BLOCKS; block++) {
            int start = nextStart();
            for (int j = 0; j < p; j++) {
                System.arraycopy(columns[j], start, run, 0, BLOCK);
                NumericalTerm.quantise(Grid.finest(Grid.BITS), run, scratch[j], BLOCK);
            }
            exactGram.add(scratch, BLOCK);
        }
        return exactGram;
    }

    @Benchmark
    public double memory() {
        double sum = 0;
        for (int block = 0; block < BLOCKS; block++) {
            int start = nextStart();
            for (double[] column : columns) {
                sum += sum(column, start);
            }
        }
        return sum;
    }

    private static double sum(double[] column, int from) {
        int lanes = SPECIES.length();
        DoubleVector even = DoubleVector.zero(SPECIES);
        DoubleVector odd = even;
        for (int i = from; i < from + BLOCK; i += 2 * lanes) {
            even = even.add(DoubleVector.fromArray(SPECIES, column, i));
            odd = odd.add(DoubleVector.fromArray(SPECIES, column, i + lanes));
        }
        return even.add(odd).reduceLanes(VectorOperators.ADD);
    }
}
