package koinon.model.exact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A vector of exact integers on public grids: the only additive partial. Element i of a field is a
 * two's-complement integer in the field's ring, little-endian in 64-bit words. Sums are taken in
 * the ring, so every order and grouping gives the same bits.
 */
public final class ExactVector implements Additive<ExactVector> {
    private final VectorSchema schema;
    private final long[] words;

    private ExactVector(VectorSchema schema, long[] words) {
        this.schema = schema;
        this.words = words;
    }

    /** Takes the words as they are, for codecs; the array is copied. */
    public static ExactVector of(VectorSchema schema, long[] words) {
        if (words.length != schema.words()) {
            throw new IllegalArgumentException(
                    "schema has " + schema.words() + " words, vector " + words.length);
        }
        return new ExactVector(schema, words.clone());
    }

    public static ExactVector zero(VectorSchema schema) {
        return new ExactVector(schema, new long[schema.words()]);
    }

    public static Builder builder(VectorSchema schema) {
        return new Builder(schema);
    }

    public VectorSchema schema() {
        return schema;
    }

    /** A copy of the words. Shape: schema().words() values. */
    public long[] words() {
        return words.clone();
    }

    @Override
    public ExactVector plus(ExactVector other) {
        if (!schema.equals(other.schema)) {
            throw new IllegalArgumentException("vectors of different schemas cannot be added");
        }
        long[] sum = words.clone();
        Rings.add(schema, sum, other.words);
        return new ExactVector(schema, sum);
    }

    /** Element i of a field as its signed integer. */
    public BigInteger integer(String field, int i) {
        Field f = schema.field(field);
        if (i < 0 || i >= f.length()) {
            throw new IndexOutOfBoundsException(field + "[" + i + "] of " + f.length());
        }
        return Rings.signed(words, schema.offset(field) + i * f.words(), f.words());
    }

    /** Element i of a one-word field. */
    public long count(String field, int i) {
        return integer(field, i).longValueExact();
    }

    /** All elements of a one-word field. */
    public long[] counts(String field) {
        long[] counts = new long[schema.field(field).length()];
        Arrays.setAll(counts, i -> count(field, i));
        return counts;
    }

    /** Element i of a field as its exact value: integer · 2^log2Step. */
    public BigDecimal exact(String field, int i) {
        int log2Step = schema.field(field).log2Step();
        BigDecimal value = new BigDecimal(integer(field, i));
        BigDecimal unit = new BigDecimal(BigInteger.TWO.pow(Math.abs(log2Step)));
        return log2Step >= 0 ? value.multiply(unit) : value.divide(unit);
    }

    /** Element i of a field, correctly rounded to a double. */
    public double value(String field, int i) {
        BigInteger integer = integer(field, i);
        int log2Step = schema.field(field).log2Step();
        int bits = integer.bitLength();
        boolean once = bits <= 53 || (bits <= 1023 && bits + log2Step > Double.MIN_EXPONENT);
        // Scaling a rounded integer rounds again where the result is subnormal.
        return once ? Math.scalb(integer.doubleValue(), log2Step) : exact(field, i).doubleValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactVector that
                && schema.equals(that.schema)
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** Never prints values: a partial is data until the gate has released it. */
    @Override
    public String toString() {
        return "ExactVector[" + schema.words() + " words]";
    }

    /** Collects integers into a vector. Not for use by two threads. */
    public static final class Builder {
        private final VectorSchema schema;
        private final long[] words;

        private Builder(VectorSchema schema) {
            this.schema = schema;
            this.words = new long[schema.words()];
        }

        public Builder add(String field, int i, long value) {
            return add(field, i, value < 0 ? -1L : 0L, value);
        }

        /** Adds the 128-bit integer high · 2^64 + low (low unsigned). */
        public Builder add(String field, int i, long high, long low) {
            Field f = schema.field(field);
            if (i < 0 || i >= f.length()) {
                throw new IndexOutOfBoundsException(field + "[" + i + "] of " + f.length());
            }
            Rings.addInteger(words, schema.offset(field) + i * f.words(), f.words(), high, low);
            return this;
        }

        /** Adds an integer of any size, in the field's ring. */
        public Builder add(String field, int i, BigInteger value) {
            Field f = schema.field(field);
            if (i < 0 || i >= f.length()) {
                throw new IndexOutOfBoundsException(field + "[" + i + "] of " + f.length());
            }
            Rings.addInteger(words, schema.offset(field) + i * f.words(), f.words(), value);
            return this;
        }

        public Builder add(String field, long[] values) {
            for (int i = 0; i < values.length; i++) {
                add(field, i, values[i]);
            }
            return this;
        }

        public ExactVector build() {
            return new ExactVector(schema, words.clone());
        }
    }
}
