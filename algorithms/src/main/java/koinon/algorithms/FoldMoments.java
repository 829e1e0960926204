package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.stats.design.DesignMatrix;
import koinon.stats.rows.Block;
import koinon.stats.sums.ExactGram;

/**
 * All moments of the columns of a design, fold by fold: the moments of the rows outside a fold are
 * those of all rows less its own, without rounding. One field per fold, laid out as {@link
 * ExactGram}. One owner.
 */
final class FoldMoments {
    private final DesignMatrix design;
    private final ExactGram[] grams;
    private final double[][] cells;
    private final double[][] part;

    FoldMoments(DesignMatrix design, int folds) {
        this.design = design;
        this.grams = new ExactGram[folds];
        Arrays.setAll(grams, _ -> new ExactGram(design.columns()));
        this.cells = design.scratch();
        this.part = design.scratch();
    }

    static List<Field> fields(DesignMatrix design, int folds) {
        int size = ExactGram.size(design.columns());
        return IntStream.range(0, folds).mapToObj(f -> Field.sums(field(f), size, 0)).toList();
    }

    static String field(int fold) {
        return "moments/" + fold;
    }

    void add(Block block) {
        design.fill(block, cells);
        int[] folds = block.folds(grams.length);
        for (int fold = 0; fold < grams.length; fold++) {
            int n = 0;
            for (int i = 0; i < block.size(); i++) {
                if (folds[i] == fold) {
                    for (int j = 0; j < cells.length; j++) {
                        part[j][n] = cells[j][i];
                    }
                    n++;
                }
            }
            grams[fold].add(part, n);
        }
    }

    FoldMoments merge(FoldMoments other) {
        for (int fold = 0; fold < grams.length; fold++) {
            grams[fold].merge(other.grams[fold]);
        }
        return this;
    }

    void writeTo(ExactVector.Builder sums) {
        for (int fold = 0; fold < grams.length; fold++) {
            grams[fold].writeTo(sums, field(fold));
        }
    }

    /** The triangle of each fold, from pooled sums. */
    static List<Triangle> read(ExactVector sums, DesignMatrix design, int folds) {
        List<Triangle> all = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            all.add(Triangle.of(sums, field(fold), design.log2Steps()));
        }
        return all;
    }
}
