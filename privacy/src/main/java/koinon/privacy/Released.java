package koinon.privacy;

/**
 * A value that has passed the gate and may leave. Only the gate makes one, and the connection sends
 * nothing derived from data in any other type.
 */
public final class Released<T> {
    private final T value;

    Released(T value) {
        this.value = value;
    }

    public T value() {
        return value;
    }
}
