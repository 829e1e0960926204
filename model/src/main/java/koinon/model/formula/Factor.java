package koinon.model.formula;

import java.util.List;

/** One variable within an effect of a formula. */
public sealed interface Factor {
    /** Code of the variable. */
    String variable();

    /** The same of another variable. */
    default Factor of(String other) {
        return switch (this) {
            case Plain _ -> new Plain(other);
            case Coded(_, Coding coding, String reference) -> new Coded(other, coding, reference);
            case Applied(_, List<Call> calls) -> new Applied(other, calls);
        };
    }

    /** A variable as it is: a number, or dummies against the first level in use. */
    record Plain(String variable) implements Factor {
        @Override
        public String toString() {
            return Names.quoted(variable);
        }
    }

    /**
     * A categorical variable with a coding of its own: {@code C(group, coding="sum", ref="CN")}.
     *
     * @param reference code of the level that others are compared with; empty for the coding's own
     *     choice
     */
    record Coded(String variable, Coding coding, String reference) implements Factor {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("C(").append(Names.quoted(variable));
            if (coding != Coding.DUMMY) {
                text.append(", coding=\"").append(coding.word()).append('"');
            }
            if (!reference.isEmpty()) {
                text.append(", ref=\"").append(reference).append('"');
            }
            return text.append(')').toString();
        }
    }

    /** Functions of a numerical variable, the innermost first: {@code log(x)}, {@code I(x^2)}. */
    record Applied(String variable, List<Call> calls) implements Factor {
        public Applied {
            calls = List.copyOf(calls);
        }

        @Override
        public String toString() {
            String text = Names.quoted(variable);
            for (Call call : calls) {
                text = call.of(text);
            }
            return text;
        }
    }

    /** How levels become columns. */
    enum Coding {
        /** 1 for a level, 0 for the others; none for the reference (treatment contrasts). */
        DUMMY("dummy"),
        /**
         * As dummies, but −1 for the reference, so that the intercept is the mean of the levels.
         */
        SUM("sum"),
        /** Differences from the reference, the intercept being the mean of the levels. */
        SIMPLE("simple");

        private final String word;

        Coding(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A function of one number.
     *
     * @param exponent of a power; 0 for the others
     */
    record Call(Function function, int exponent) {
        String of(String argument) {
            return function == Function.POWER
                    ? "I(" + argument + "^" + exponent + ")"
                    : function.word() + "(" + argument + ")";
        }
    }

    /** Functions that a formula may name. */
    enum Function {
        LOG("log"),
        EXP("exp"),
        SQRT("sqrt"),
        /** A whole power, written {@code I(x^2)}. */
        POWER("I");

        private final String word;

        Function(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
