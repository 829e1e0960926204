package koinon.stats.sums;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import koinon.model.exact.ExactVector;
import koinon.model.trials.Trials;

class KernelTest {
    @Trials(100)
    void vectorAndPlainKernelsGiveTheSameBits(RandomGenerator random) {
        int n = random.nextInt(0, PairKernel.MAX_ROWS + 1);
        double[][] columns = Columns.random(4, n, random);
        assertThat(sums(new VectorKernel(), columns, n))
                .isEqualTo(sums(new PlainKernel(), columns, n));
    }

    private static ExactVector sums(PairKernel kernel, double[][] columns, int n) {
        Wide sums = new Wide(Tile.PRODUCTS);
        Tile tile = new Tile(sums);
        tile.left0 = columns[0];
        tile.left1 = columns[1];
        tile.right0 = columns[2];
        tile.right1 = columns[3];
        for (int product = 0; product < Tile.PRODUCTS; product++) {
            tile.place(product, product);
        }
        kernel.add(tile, 0, n);
        ExactVector.Builder builder = ExactVector.builder(Columns.schema(Tile.PRODUCTS));
        sums.writeTo(builder, "sums");
        return builder.build();
    }
}
