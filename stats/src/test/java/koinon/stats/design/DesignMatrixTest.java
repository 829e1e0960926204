package koinon.stats.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import koinon.model.trials.Trials;
import koinon.stats.sums.ExactGram;
import org.junit.jupiter.api.Test;

class DesignMatrixTest {
    private static final Variable GENDER = categorical("gender", "M", "F", "X");
    private static final Variable SITE = categorical("site", "a", "b", "c");
    private static final Grid QUARTERS = new Grid(-2, 10);

    private static Variable categorical(String code, String... levels) {
        List<Level> all = Arrays.stream(levels).map(level -> new Level(level, level)).toList();
        return new Variable(code, code, "", SqlType.TEXT, true, all, Range.UNBOUNDED, "", "");
    }

    private static DesignMatrix design() {
        return DesignMatrix.of(
                List.of(
                        new CategoricalTerm(GENDER, List.of("M", "F")),
                        new CategoricalTerm(SITE, List.of("c", "a", "b"))),
                List.of(new NumericalTerm("age", QUARTERS)));
    }

    @Test
    void ordersInterceptDummiesNumbers() {
        assertThat(design().names())
                .containsExactly("Intercept", "gender[M]", "site[b]", "site[c]", "age");
        assertThat(design().variables()).containsExactly("gender", "site", "age");
        assertThat(design().columns()).isEqualTo(5);
        assertThat(design().log2Steps()).containsExactly(0, 0, 0, 0, -2);
        assertThat(design().grid(4)).isEqualTo(QUARTERS);
        assertThat(design().grid(1)).isEqualTo(Grid.INDICATOR);
    }

    @Test
    void fillsIntegersOfEachGrid() {
        // Codes are positions in the data model's levels: gender M, F, M and site c, a, b.
        TestBlock block =
                new TestBlock(
                        3,
                        List.of(
                                new int[] {0, 1, 0, 9},
                                new int[] {2, 0, 1, 9},
                                new double[] {1.25, -0.5, 0.13, 77}));
        double[][] out = design().scratch();
        design().fill(block, out);
        assertThat(Arrays.copyOf(out[0], 4)).containsExactly(1, 1, 1, 0);
        assertThat(Arrays.copyOf(out[1], 4)).containsExactly(1, 0, 1, 0);
        assertThat(Arrays.copyOf(out[2], 4)).containsExactly(0, 0, 1, 0);
        assertThat(Arrays.copyOf(out[3], 4)).containsExactly(1, 0, 0, 0);
        assertThat(Arrays.copyOf(out[4], 4)).containsExactly(5, -2, 1, 0);
    }

    @Trials(30)
    void quantisesAsTheGridDoes(RandomGenerator random) {
        int log2Bound = random.nextInt(-50, 50);
        Grid grid = new Grid(log2Bound - random.nextInt(Grid.BITS + 1), log2Bound);
        double[] values = random.doubles(100, -grid.bound(), grid.bound()).toArray();
        values[0] = grid.bound();
        values[1] = 0.5 * grid.step();
        values[2] = -1.5 * grid.step();
        double[] out = new double[100];
        NumericalTerm.quantise(grid, values, out, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(out[i]).isEqualTo(grid.quantise(values[i]));
        }
    }

    @Test
    void oneLevelGivesNoColumn() {
        DesignMatrix design =
                DesignMatrix.of(List.of(new CategoricalTerm(GENDER, List.of("F"))), List.of());
        assertThat(design.names()).containsExactly("Intercept");
        assertThat(design.variables()).containsExactly("gender");
    }

    @Test
    void predictsFromCoefficients() {
        double[][] cells = {{1, 1}, {0, 1}, {0, 0}, {1, 0}, {8, -4}};
        double[] eta = new double[2];
        design().predict(cells, new double[] {10, 1, 2, 3, 0.5}, 2, eta);
        assertThat(eta).containsExactly(10 + 3 + 1, 10 + 1 - 0.5);
    }

    @Test
    void weighsToTheFinestStep() {
        WeightedColumns weighted = new WeightedColumns(design());
        assertThat(weighted.log2Steps()).containsExactly(-43, -43, -43, -43, -33);
        double[][] cells = {{1}, {0}, {1}, {0}, {-3}};
        double[][] out = new double[5][1];
        weighted.fill(cells, new double[] {0.5}, 1, out);
        // 0.5 · 2^43; age −3 quarters, halved: −0.375 · 2^33
        assertThat(out[0]).containsExactly(0x1p42);
        assertThat(out[1]).containsExactly(0);
        assertThat(out[4]).containsExactly(-0.375 * 0x1p33);
    }

    @Trials(20)
    void momentsAreTheSameHoweverTheRowsAreSplit(RandomGenerator random) {
        DesignMatrix design = design();
        MomentAccumulator whole = new MomentAccumulator(design);
        MomentAccumulator left = new MomentAccumulator(design);
        MomentAccumulator right = new MomentAccumulator(design);
        for (int block = 0; block < 5; block++) {
            TestBlock rows = block(random);
            whole.add(rows);
            (random.nextBoolean() ? left : right).add(rows);
        }
        MomentAccumulator merged = right.merge(left);
        assertThat(merged.rows()).isEqualTo(whole.rows());
        assertThat(written(merged, design)).isEqualTo(written(whole, design));
        assertThat(written(whole, design).count("moments", 0)).isEqualTo(whole.rows());
    }

    private static TestBlock block(RandomGenerator random) {
        int n = random.nextInt(0, 1025);
        return new TestBlock(
                n,
                List.of(
                        random.ints(n, 0, 2).toArray(),
                        random.ints(n, 0, 3).toArray(),
                        random.doubles(n, -1024, 1024).toArray()));
    }

    private static ExactVector written(MomentAccumulator moments, DesignMatrix design) {
        Field field = Field.sums("moments", ExactGram.size(design.columns()), 0);
        ExactVector.Builder builder = ExactVector.builder(VectorSchema.of(field));
        moments.writeTo(builder, "moments");
        return builder.build();
    }

    @Test
    void refusesWhatCannotBeADesign() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalTerm(GENDER, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalTerm(GENDER, List.of("F", "?")))
                .withMessageContaining("?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalTerm(GENDER, List.of("F", "F")));
        NumericalTerm age = new NumericalTerm("age", QUARTERS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DesignMatrix.of(List.of(), List.of(age, age)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design().fill(new TestBlock(0, List.of()), new double[4][0]));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> design().predict(new double[5][1], new double[4], 1, new double[1]));
    }
}
