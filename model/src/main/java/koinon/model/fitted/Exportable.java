package koinon.model.fitted;

import koinon.model.result.Result;

/** A result that is a model, with which others can predict. */
public interface Exportable extends Result {
    FittedModel model();
}
