package koinon.model.metadata;

/** One allowed value of a categorical variable. */
public record Level(String code, String label) {}
