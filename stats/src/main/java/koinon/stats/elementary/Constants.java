package koinon.stats.elementary;

/** Numbers shared by the scalar and the vector functions, which must do the same steps. */
final class Constants {
    /** Added and subtracted, rounds to an integer that then stands in the lowest bits. */
    static final double ROUND = 0x1.8p52;

    static final long ROUND_BITS = Double.doubleToRawLongBits(ROUND);
    static final double LOG2_E = 0x1.71547652b82fep0;

    /** ln 2 in two parts; the high part has 21 zero bits at its end. */
    static final double LN2_HIGH = 0x1.62e42feep-1;

    static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    /** Below, exp is 0; above, infinite. */
    static final double EXP_MIN = -746;

    static final double EXP_MAX = 710;

    /** 1/k! for k from 13 down to 2. */
    static final double[] EXP = {
        1 / 6227020800.0,
        1 / 479001600.0,
        1 / 39916800.0,
        1 / 3628800.0,
        1 / 362880.0,
        1 / 40320.0,
        1 / 5040.0,
        1 / 720.0,
        1 / 120.0,
        1 / 24.0,
        1 / 6.0,
        0.5
    };

    /** Coefficients of s^14 down to s^2. */
    static final double[] LOG = {
        0x1.2f112df3e5244p-3,
        0x1.39a09d078c69fp-3,
        0x1.7466496cb03dep-3,
        0x1.c71c51d8e78afp-3,
        0x1.2492494229359p-2,
        0x1.999999997fa04p-2,
        0x1.5555555555593p-1
    };

    static final int EXPONENT_SHIFT = 52;
    static final long ONE_BITS = Double.doubleToRawLongBits(1.0);

    /** √½ with its last 32 bits cleared: below it a significand is doubled. */
    static final long HALF_ROOT_BITS = 0x3fe6a09e00000000L;

    /** Lifts subnormal numbers into the normal range. */
    static final double LIFT = 0x1p54;

    static final double LIFT_EXPONENT = 54;

    private Constants() {}
}
