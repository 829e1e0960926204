package koinon.algorithms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import koinon.model.Blame;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** Bad input ends in its code, its blame and a message. */
public final class Refusals {
    private Refusals() {}

    /** The question is refused in words that hold each of the fragments. */
    public static void refused(Ask ask, Cohort cohort, ErrorCode code, String... fragments) {
        KoinonException refusal =
                catchThrowableOfType(KoinonException.class, () -> ask.pooled(cohort));
        assertThat(refusal).as("the refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.code().blame()).isEqualTo(blame(code));
        assertThat(refusal.text()).contains(fragments);
    }

    private static Blame blame(ErrorCode code) {
        boolean policy = code == ErrorCode.INSUFFICIENT_DATA || code == ErrorCode.REFUSED_BY_POLICY;
        return policy ? Blame.POLICY : Blame.ANALYST;
    }
}
