package koinon.model.exact;

/** A partial that may be added to another of the same shape: commutative, associative, exact. */
public non-sealed interface Additive<T extends Additive<T>> extends Partial {
    T plus(T other);
}
