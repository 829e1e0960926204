package koinon.master.experiments;

import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** Why an experiment ended without a result. */
public record Failure(ErrorCode code, String message) {
    public static Failure of(KoinonException e) {
        return new Failure(e.code(), e.text());
    }

    public KoinonException exception() {
        return new KoinonException(code, message);
    }
}
