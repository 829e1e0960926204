package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.stats.design.NumericalTerm;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;

/**
 * The round behind tests of means: size, sum and sum of squares of every outcome in every group,
 * over the rows complete in all variables of the question. Each group has its own sums; nothing is
 * said about how outcomes go together.
 */
final class GroupSums {
    private static final int ALL = -1;

    private final Question question;
    private final List<Variable> outcomes;
    private final List<Grid> grids;
    private final List<String> columns;
    private final int[] groups;
    private final VectorSchema schema;

    private GroupSums(Question question, List<String> columns, int[] groups) {
        this.question = question;
        this.outcomes = question.y();
        this.grids = outcomes.stream().map(v -> question.grid(v.code())).toList();
        this.columns = columns;
        this.groups = groups;
        List<Field> fields = new ArrayList<>();
        for (int y = 0; y < outcomes.size(); y++) {
            for (int g = 0; g < groups.length; g++) {
                fields.add(Field.sums(field(y, g), Sample.WORDS, 0));
            }
        }
        this.schema = new VectorSchema(fields);
    }

    /** All rows as one group. */
    static GroupSums whole(Question question) {
        return new GroupSums(question, codes(question.y()), new int[] {ALL});
    }

    /**
     * @param levels positions of the levels of the factor that are groups
     */
    static GroupSums by(Question question, Variable factor, int... levels) {
        List<String> columns =
                Stream.concat(codes(question.y()).stream(), Stream.of(factor.code())).toList();
        return new GroupSums(question, columns, levels.clone());
    }

    private static List<String> codes(List<Variable> variables) {
        return variables.stream().map(Variable::code).toList();
    }

    private static String field(int outcome, int group) {
        return "moments/" + outcome + "/" + group;
    }

    VectorSchema schema() {
        return schema;
    }

    /** An outcome in a group, from the pooled sums. */
    Sample sample(ExactVector sums, int outcome, int group) {
        return Sample.of(sums, field(outcome, group), grids.get(outcome).log2Step());
    }

    LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(question.variables());
        Accumulator sums =
                rows.reduce(columns, Accumulator::new, Accumulator::add, Accumulator::merge);
        ExactVector.Builder builder = ExactVector.builder(schema);
        sums.writeTo(builder);
        return LocalAnswer.pooled(builder.build(), Censuses.of(rows), 2 * groups.length);
    }

    /** Sorts a block's rows by group and adds up each run. */
    private final class Accumulator {
        private final ExactGram[][] grams;
        private final double[] integers = new double[Block.CAPACITY];
        private final double[][] run = new double[2][Block.CAPACITY];

        Accumulator() {
            grams = new ExactGram[outcomes.size()][groups.length];
            for (ExactGram[] row : grams) {
                Arrays.setAll(row, _ -> new ExactGram(2));
            }
            Arrays.fill(run[0], 1);
        }

        void add(Block block) {
            for (int y = 0; y < grams.length; y++) {
                NumericalTerm.quantise(grids.get(y), block.values(y), integers, block.size());
                for (int g = 0; g < groups.length; g++) {
                    grams[y][g].add(run, select(block, groups[g]));
                }
            }
        }

        /** Fills the run with the integers of one group and returns how many they are. */
        private int select(Block block, int level) {
            if (level == ALL) {
                System.arraycopy(integers, 0, run[1], 0, block.size());
                return block.size();
            }
            int[] codes = block.codes(grams.length);
            int n = 0;
            for (int i = 0; i < block.size(); i++) {
                run[1][n] = integers[i];
                n += codes[i] == level ? 1 : 0;
            }
            return n;
        }

        Accumulator merge(Accumulator other) {
            for (int y = 0; y < grams.length; y++) {
                for (int g = 0; g < groups.length; g++) {
                    grams[y][g].merge(other.grams[y][g]);
                }
            }
            return this;
        }

        void writeTo(ExactVector.Builder builder) {
            for (int y = 0; y < grams.length; y++) {
                for (int g = 0; g < groups.length; g++) {
                    grams[y][g].writeTo(builder, field(y, g));
                }
            }
        }
    }
}
